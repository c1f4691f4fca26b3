package com.kore.billing.app.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.testing.Commit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Lets Jazzer look for inputs that a parser neither takes nor refuses as documented, guided by what they reach. Each target in a process of
 * its own: what Jazzer does to classes is no other test's business.
 */
class ParsersFuzz {
    private static final int SECONDS = Integer.getInteger("campaign.seconds", 60);
    private static final long SEED = Long.getLong("campaign.seed", 28112026);

    private static final String[] WATCHED = {"com.kore.billing.**", "org.yaml.snakeyaml.**", "tools.jackson.core.**"};
    private static final Pattern DONE = Pattern.compile("(?m)^Done (\\d+) runs in (\\d+) second");

    @ParameterizedTest
    @EnumSource
    void only_the_documented_refusal_comes_of_any_input(FuzzTargets target) throws IOException, InterruptedException {
        Path corpus = Files.createDirectories(Path.of("target", "fuzz", target.type.getSimpleName()));
        Path output = corpus.resolveSibling(target.type.getSimpleName() + ".log");
        Process jazzer = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:+EnableDynamicAgentLoading",
                        "-Duser.language=tr",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "com.code_intelligence.jazzer.Jazzer",
                        "--target_class=" + target.type.getName(),
                        "--instrumentation_includes=" + String.join(":", WATCHED),
                        "--reproducer_path=target/fuzz",
                        "-artifact_prefix=target/fuzz/" + target.type.getSimpleName() + "-",
                        "-max_total_time=" + SECONDS,
                        "-seed=" + SEED,
                        "-max_len=4096",
                        // The first input of a process waits for the classes to be instrumented.
                        "-timeout=60",
                        "-rss_limit_mb=2048",
                        corpus.toString(),
                        target.seeds().toString()))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        int ended = jazzer.waitFor();
        String said = Files.readString(output);

        DONE.matcher(said)
                .results()
                .forEach(done -> System.out.printf(
                        "R8 parsers target=%s seed=%d commit=%s executions=%s seconds=%s%n",
                        target, SEED, Commit.SHORT, done.group(1), done.group(2)));
        assertThat(ended)
                .as(
                        "%s: %s",
                        target,
                        said.lines()
                                .filter(line -> line.startsWith("==") || line.contains("Exception"))
                                .toList())
                .isZero();
    }
}
