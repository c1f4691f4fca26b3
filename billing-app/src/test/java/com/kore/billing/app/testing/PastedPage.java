package com.kore.billing.app.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A page of the documentation whose readers paste its lines and compare what is printed. In a printed answer {@code ...} stands for anything, as a
 * line of its own for any lines; a line that begins with one space goes on with the one before; ids, dates and instants are each reader's
 * own.
 */
public record PastedPage(List<PastedPage.Example> examples) {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```$");
    private static final Pattern CONTINUED = Pattern.compile("\n (?! )");
    private static final String ADDRESS = "http://127.0.0.1:8080";
    private static final Pattern OF_ONES_OWN = Pattern.compile(
            "[0-9a-f]{8}-(?:\\.\\.\\.|[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})|\\d{4}-\\d\\d-\\d\\d(?:T[0-9:.]+Z)?");

    /** Lines to paste, and the lines that they print. */
    public record Example(String lines, List<String> answers) {

        /** The lines for a service that is elsewhere. */
        public String at(URI service) {
            return lines.replace(ADDRESS, service.toString());
        }
    }

    /** @param file below the root of the repository */
    public static PastedPage read(String file) {
        String text;
        try {
            text = Files.readString(Path.of("..", file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<Example> examples = new ArrayList<>();
        String lines = "";
        Matcher blocks = BLOCK.matcher(text);
        while (blocks.find()) {
            if (blocks.group(1).equals("sh")) {
                lines = blocks.group(2);
            } else if (blocks.group(1).isEmpty() && !lines.isEmpty()) {
                examples.add(new Example(
                        lines,
                        CONTINUED
                                .matcher(blocks.group(2))
                                .replaceAll("")
                                .lines()
                                .toList()));
                lines = "";
            }
        }
        return new PastedPage(examples);
    }

    /** A printed line as all readers have it. */
    public static String common(String printed) {
        return OF_ONES_OWN.matcher(printed).replaceAll("<own>");
    }

    /** What a line has to look like that a page promises. */
    public static Pattern promised(String answer) {
        return Pattern.compile(Arrays.stream(common(answer).split("\\.\\.\\.", -1))
                .map(Pattern::quote)
                .collect(Collectors.joining(".*")));
    }

    /** What all that is printed has to look like, line by line. */
    public static Pattern promisedWhole(List<String> answers) {
        return Pattern.compile(answers.stream()
                .map(answer ->
                        answer.equals("...") ? "(?:.*\n)*?" : promised(answer).pattern() + "\n")
                .collect(Collectors.joining()));
    }
}
