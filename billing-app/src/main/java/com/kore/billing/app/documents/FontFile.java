package com.kore.billing.app.documents;

import com.kore.billing.app.StartRefused;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeCollection;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.springframework.core.io.ClassPathResource;

/** A font that documents can be printed with: with TrueType outlines, alone or the first of a collection. */
final class FontFile {
    private static final byte[] COLLECTION = "ttcf".getBytes(StandardCharsets.US_ASCII);

    private final byte[] content;

    private FontFile(byte[] content) {
        this.content = content;
    }

    static FontFile packaged(String name) throws IOException {
        return new FontFile(new ClassPathResource(name).getContentAsByteArray());
    }

    /** @throws StartRefused if there is none, or none that can be put into a document */
    static FontFile of(Path path) {
        try {
            FontFile file = new FontFile(Files.readAllBytes(path));
            try (PDDocument trial = new PDDocument()) {
                PDType0Font.load(trial, file.parsed(), true);
            }
            return file;
        } catch (IOException | RuntimeException unusable) {
            throw new StartRefused(
                    "The font %s cannot be used: %s.".formatted(path.toAbsolutePath(), reason(unusable)),
                    "Let billing.documents.fonts (BILLING_DOCUMENTS_FONTS) name readable .ttf, .otf or .ttc files with TrueType"
                            + " outlines that may be embedded, or remove it from there.");
        }
    }

    private static String reason(Exception unusable) {
        return unusable instanceof NoSuchFileException
                ? "there is no such file"
                : Objects.requireNonNullElse(unusable.getMessage(), "it is no font");
    }

    TrueTypeFont parsed() throws IOException {
        if (!isCollection()) {
            return new TTFParser().parse(new RandomAccessReadBuffer(content));
        }
        List<TrueTypeFont> fonts = new ArrayList<>();
        new TrueTypeCollection(new ByteArrayInputStream(content)).processAllFonts(fonts::add);
        return fonts.getFirst();
    }

    private boolean isCollection() {
        return content.length > COLLECTION.length
                && Arrays.equals(content, 0, COLLECTION.length, COLLECTION, 0, COLLECTION.length);
    }
}
