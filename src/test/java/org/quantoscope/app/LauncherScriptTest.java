package org.quantoscope.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The launcher script, in an image whose Javas are small scripts that tell how they were called.
 */
class LauncherScriptTest {
    private static final Path SCRIPT = Path.of("src/main/launcher/quantoscope");

    @TempDir Path folder;

    private Path image;
    private Path tools;

    /** What one run of the script said, and how it ended. */
    private record Ran(int exitCode, List<String> out, List<String> err) {}

    @BeforeEach
    void installImage() throws IOException {
        assumeThat(Files.isExecutable(Path.of("/bin/sh"))).as("a POSIX shell").isTrue();
        image = Files.createDirectories(folder.resolve("the image"));
        Files.createDirectories(image.resolve("lib"));
        Path script = Files.createDirectories(image.resolve("bin")).resolve("quantoscope");
        Files.copy(SCRIPT, script);
        makeExecutable(script);
        tools = toolsWithoutJava();
    }

    @Test
    void prefersJavaHome() throws Exception {
        Path home = java("home 25", "25.0.3", "");
        java("path", "26", "");
        assertThat(run(Map.of("JAVA_HOME", home, "PATH", withPath("path"))).out())
                .contains("java of home 25");
    }

    @Test
    void passesOverAnOldJavaHomeForTheOneOnPath() throws Exception {
        Path old = java("old", "17.0.15", "");
        java("path", "26", "");
        assertThat(run(Map.of("JAVA_HOME", old, "PATH", withPath("path"))).out())
                .contains("java of path");
    }

    @Test
    void fallsBackToTheJavaThatBuiltIt() throws Exception {
        Path old = java("old", "17.0.15", "");
        Path builder = java("builder", "25", "");
        Files.writeString(image.resolve("lib/built-with"), "    java.home = " + builder + "\n");
        assertThat(run(Map.of("JAVA_HOME", old, "PATH", tools)).out()).contains("java of builder");
    }

    @Test
    void saysInOneLineWhatIsMissing() throws Exception {
        Path old = java("old", "17.0.15", "");
        Ran ran = run(Map.of("JAVA_HOME", old, "PATH", tools));
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.err())
                .singleElement()
                .asString()
                .contains("needs Java 25 or newer", old + " (17)", "JAVA_HOME");
    }

    @Test
    void worksThroughSymbolicLinksAndFromAnotherFolder() throws Exception {
        Path home = java("home", "25", "");
        Path link = folder.resolve("link");
        Files.createSymbolicLink(link, Path.of("the image/bin/quantoscope"));
        Path second = Files.createSymbolicLink(folder.resolve("second"), link);
        Ran ran = run(second, Map.of("JAVA_HOME", home, "PATH", tools), "inspect");
        assertThat(ran.out()).contains("<-Dquantoscope.home=" + image.toRealPath() + ">");
    }

    @Test
    void passesArgumentsAsTheyAre() throws Exception {
        Path home = java("home", "25", "");
        Path script = image.resolve("bin/quantoscope");
        Ran ran = run(script, Map.of("JAVA_HOME", home, "PATH", tools), "a b", "*", "", "$x");
        assertThat(ran.out())
                .containsSequence("<org.quantoscope.app.Launcher>", "<a b>", "<*>", "<>", "<$x>");
    }

    @Test
    void splitsAndPassesOptionsForTheVirtualMachine() throws Exception {
        Path home = java("home", "25", "");
        Ran ran =
                run(
                        Map.of(
                                "JAVA_HOME",
                                home,
                                "PATH",
                                tools,
                                "JAVA_OPTS",
                                "-Xmx512m -ea",
                                "QUANTOSCOPE_OPTS",
                                "-Dx=y"));
        assertThat(ran.out()).contains("<-Xmx512m>", "<-ea>", "<-Dx=y>");
    }

    @Test
    void leavesTheChoiceOfACollectorToTheUser() throws Exception {
        Path home = java("home", "25", "");
        Ran ran = run(Map.of("JAVA_HOME", home, "PATH", tools, "JAVA_OPTS", "-XX:+UseZGC"));
        assertThat(ran.out()).contains("<-XX:+UseZGC>").doesNotContain("<-XX:+UseSerialGC>");
    }

    @Test
    void putsTheCompilerBehindAWindowButNotBehindACommand() throws Exception {
        Path home = java("home", "25", "");
        Map<String, Object> with = Map.of("JAVA_HOME", home, "PATH", tools);
        Path script = image.resolve("bin/quantoscope");
        String compiler = "<-XX:CompilerThreadPriority=10>";
        assertThat(run(with).out()).contains(compiler);
        assertThat(run(script, with, home.toString()).out()).contains(compiler);
        assertThat(run(script, with, "inspect", home.toString()).out()).doesNotContain(compiler);
    }

    @Test
    void passesTheExitCodeThrough() throws Exception {
        Path home = java("home", "25", "exit 7");
        assertThat(run(Map.of("JAVA_HOME", home, "PATH", tools)).exitCode()).isEqualTo(7);
    }

    @Test
    void dropsTheTwoKnownWarningsAndNothingElseOfStandardError() throws Exception {
        String says =
                """
                echo 'VM warning: -XX:ThreadPriorityPolicy=1 may require system level permission, e.g.' >&2
                echo 'WARNING: Using incubator modules: jdk.incubator.vector' >&2
                echo 'WARNING: something else' >&2
                """;
        Path home = java("home", "25", says);
        assertThat(run(Map.of("JAVA_HOME", home, "PATH", tools)).err())
                .containsExactly("WARNING: something else");
    }

    @Test
    void handsTheRealStandardErrorOver() throws Exception {
        Path home = java("home", "25", "echo 'from the program' >&3");
        Ran ran = run(Map.of("JAVA_HOME", home, "PATH", tools));
        assertThat(ran.err()).containsExactly("from the program");
        assertThat(ran.out()).contains("<-Dquantoscope.stderr=3>");
    }

    @Test
    void asksAVersionManagersStandInForTheJavaBehindIt() throws Exception {
        Path real = java("real", "25", "");
        Path shims = Files.createDirectories(folder.resolve("shims"));
        Path shim = shims.resolve("java");
        Files.writeString(shim, "#!/bin/sh\necho '    java.home = " + real + "' >&2\n");
        makeExecutable(shim);
        assertThat(run(Map.of("PATH", shims + ":" + tools)).out()).contains("java of real");
    }

    @Test
    void readsNamesAsUtf8WhereTheLocaleIsNotInstalled() throws Exception {
        Path home = java("home", "25", "echo \"locale <${LC_ALL-}> <$LC_CTYPE>\"");
        Files.writeString(tools.resolve("locale"), "#!/bin/sh\necho ANSI_X3.4-1968\n");
        makeExecutable(tools.resolve("locale"));
        Ran ran = run(Map.of("JAVA_HOME", home, "PATH", tools, "LC_ALL", "de_DE.UTF-8"));
        assertThat(ran.out()).contains("locale <> <C.UTF-8>");
    }

    @Test
    void leavesALocaleAloneThatWorks() throws Exception {
        Path home = java("home", "25", "echo \"locale <${LC_ALL-}> <${LC_CTYPE-}>\"");
        Files.writeString(tools.resolve("locale"), "#!/bin/sh\necho ISO-8859-1\n");
        makeExecutable(tools.resolve("locale"));
        Ran ran = run(Map.of("JAVA_HOME", home, "PATH", tools, "LC_ALL", "de_DE"));
        assertThat(ran.out()).contains("locale <de_DE> <>");
    }

    @Test
    void startsWithoutAStandardErrorAndLeavesNothingBehind() throws Exception {
        Path home = java("home", "25", "");
        Path closing = folder.resolve("closing");
        Files.writeString(
                closing, "#!/bin/sh\nexec '" + image.resolve("bin/quantoscope") + "' 2>&-\n");
        makeExecutable(closing);
        Ran ran = run(closing, Map.of("JAVA_HOME", home, "PATH", tools));
        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out()).contains("java of home");
        // The filter, which nothing waits for here, removes it a moment later.
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (holdsPipe() && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        assertThat(holdsPipe()).isFalse();
    }

    private boolean holdsPipe() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.anyMatch(file -> file.getFileName().toString().startsWith("quantoscope."));
        }
    }

    private Ran run(Map<String, Object> environment) throws Exception {
        return run(image.resolve("bin/quantoscope"), environment);
    }

    private Ran run(Path script, Map<String, Object> environment, String... arguments)
            throws Exception {
        List<String> command =
                Stream.concat(Stream.of(script.toString()), Stream.of(arguments)).toList();
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().clear();
        new TreeMap<>(environment)
                .forEach((name, value) -> builder.environment().put(name, value.toString()));
        builder.environment().put("TMPDIR", folder.toString());
        Process process =
                builder.redirectOutput(out.toFile())
                        .redirectError(ProcessBuilder.Redirect.PIPE)
                        .start();
        // To its end: the filter outlives Java by a moment.
        Files.write(err, process.getErrorStream().readAllBytes());
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return new Ran(process.exitValue(), Files.readAllLines(out), Files.readAllLines(err));
    }

    /** A folder that looks like a Java of that version; its java tells its name and arguments. */
    private Path java(String name, String version, String then) throws IOException {
        Path home = folder.resolve(name);
        Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        Files.writeString(
                java,
                """
                #!/bin/sh
                echo "java of %s"
                printf '<%%s>\\n' "$@"
                %s
                """
                        .formatted(name, then));
        makeExecutable(java);
        return home;
    }

    private String withPath(String javaName) {
        return folder.resolve(javaName).resolve("bin") + ":" + tools;
    }

    /** A folder with the commands that the script calls and no Java, to stand for PATH. */
    private Path toolsWithoutJava() throws IOException {
        Path bin = Files.createDirectories(folder.resolve("tools"));
        for (String tool : List.of("dirname", "readlink", "sed", "mktemp", "mkfifo", "rm")) {
            Path real = Path.of("/usr/bin", tool);
            Path found = Files.exists(real) ? real : Path.of("/bin", tool);
            Path wrapper = bin.resolve(tool);
            Files.writeString(wrapper, "#!/bin/sh\nexec " + found + " \"$@\"\n");
            makeExecutable(wrapper);
        }
        return bin;
    }

    private static void makeExecutable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
