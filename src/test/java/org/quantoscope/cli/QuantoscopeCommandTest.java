package org.quantoscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quantoscope.checkpoint.CheckpointOpener;

import picocli.CommandLine;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

class QuantoscopeCommandTest {
    @TempDir Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Optional<String> missing = Optional.empty();
    private Optional<Path> opened = Optional.empty();

    @Test
    void opensTheWorkbenchOnAPath() {
        assertThat(run(folder.toString())).isZero();
        assertThat(opened).contains(folder);
    }

    @Test
    void opensTheWorkbenchWithoutAPath() {
        assertThat(run()).isZero();
        assertThat(opened).isEmpty();
    }

    @Test
    void refusesAPathThatIsNotThere() {
        String path = folder.resolve("nothing").toString();
        assertThat(run(path)).isEqualTo(1);
        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .contains(path, "no such file or folder");
    }

    @Test
    void saysInOneLineThatThereIsNoDisplay() {
        missing = Optional.of("no screen");
        assertThat(run(folder.toString())).isEqualTo(1);
        assertThat(err.toString().lines()).singleElement().asString().contains("no screen");
    }

    @Test
    void helpEndsWithTheOptionThatPeopleDoNotNeed() {
        assertThat(run("--help")).isZero();
        String help = out.toString();
        assertThat(help.indexOf("--or-demo=DIR  ")).isGreaterThan(help.indexOf("--version"));
        assertThat(help.lines()).allMatch(line -> line.length() <= 80);
    }

    @Test
    void saysWhyAPathCannotBeRead() {
        assertThat(run("inspect", "")).isEqualTo(2);
        assertThat(err.toString()).contains("a path cannot be empty").doesNotContain("java.");
    }

    @Test
    void namesAnUnknownOptionInOneLine() {
        assertThat(run("--bogus")).isEqualTo(2);
        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .contains("--bogus", "quantoscope --help");
    }

    @Test
    void tellsVersionJavaAndKernels() {
        assertThat(run("--version")).isZero();
        assertThat(out.toString()).contains("Quantoscope ", "Java 2", "Kernels: ");
    }

    @Test
    void errorIsOnePrintableLineWhateverTheMessage() {
        assertThat(OneLineErrors.message(new IOException("first\n  second\u001b[31m")))
                .isEqualTo("first second?[31m");
    }

    @Test
    void errorOfAFileNamesItAndTheReason() {
        assertThat(OneLineErrors.message(new NoSuchFileException("x.bin")))
                .isEqualTo("x.bin: there is no such file or folder");
        assertThat(OneLineErrors.message(new AccessDeniedException("out")))
                .isEqualTo("out: permission denied");
    }

    @Test
    void errorNobodyForesawKeepsItsType() {
        assertThat(OneLineErrors.message(new IllegalStateException()))
                .isEqualTo("IllegalStateException");
    }

    @Test
    void aFileThatShrankIsToldWithoutATrace() {
        assertThat(OneLineErrors.message(new InternalError("a fault occurred")))
                .contains("changed")
                .doesNotContain("InternalError");
    }

    private int run(String... args) {
        CommandLine line = QuantoscopeCommand.commandLine(parts(), new Interruption());
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(args);
    }

    private Parts parts() {
        return new Parts(
                workbench(),
                new CheckpointOpener(List.of()),
                new NoPictures(),
                new NoCharts(),
                Path.of("samples"),
                CommandRun.CACHES);
    }

    private Workbench workbench() {
        return new Workbench() {
            @Override
            public Optional<String> missing() {
                return missing;
            }

            @Override
            public int open(Optional<Path> checkpoint) {
                opened = checkpoint;
                return 0;
            }
        };
    }
}
