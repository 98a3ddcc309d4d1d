package org.quantoscope.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The installed image as a user meets it; runs after it has been built, with {@code mvn verify}.
 */
class InstalledImageTest {
    private static final Path IMAGE =
            Path.of(System.getProperty("quantoscope.image", "target/quantoscope"));

    @TempDir Path folder;

    /** What one run of the program said, and how it ended. */
    private record Ran(int exitCode, List<String> out, List<String> err) {}

    @Test
    void tellsItsVersionAndKernelsWithoutAWordOnStandardError() throws Exception {
        Ran ran = run(Map.of(), "--version");
        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out().getFirst()).matches("Quantoscope \\d+\\.\\d+.*");
        assertThat(ran.out()).anyMatch(line -> line.startsWith("Kernels: "));
        assertThat(ran.err()).isEmpty();
    }

    @Test
    void findsAJavaWhereTheOneInFrontIsTooOld() throws Exception {
        Path old = folder.resolve("old");
        Files.createDirectories(old.resolve("bin"));
        Files.writeString(old.resolve("release"), "JAVA_VERSION=\"17.0.1\"\n");
        Path java = Files.writeString(old.resolve("bin/java"), "#!/bin/sh\nexit 99\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThat(run(Map.of("JAVA_HOME", old.toString()), "--version").exitCode()).isZero();
    }

    @Test
    void answersWrongUsageWithOneLineAndTwo() throws Exception {
        Ran ran = run(Map.of(), "--bogus");
        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).singleElement().asString().contains("--bogus");
    }

    @Test
    void namesAMissingPathInAPlainLocaleAsItIs() throws Exception {
        Ran ran = run(Map.of("LANG", "C"), folder.resolve("gewichte-größe").toString());
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.err()).singleElement().asString().contains("gewichte-größe");
    }

    @Test
    void inspectsTheSampleThatItCarries() throws Exception {
        Path sample = IMAGE.resolve("samples/stories260k").toAbsolutePath();
        Ran ran = run(Map.of(), "inspect", sample.toString());
        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out()).anyMatch(line -> line.contains("embed_tokens"));
        assertThat(ran.err()).isEmpty();
    }

    private Ran run(Map<String, String> environment, String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(IMAGE.resolve("bin/quantoscope").toAbsolutePath().toString());
        command.addAll(List.of(arguments));
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("LC_"));
        builder.environment().putAll(environment);
        Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return new Ran(process.exitValue(), lines(out), lines(err));
    }

    private static List<String> lines(Path file) throws IOException {
        return Files.readAllLines(file, StandardCharsets.UTF_8);
    }
}
