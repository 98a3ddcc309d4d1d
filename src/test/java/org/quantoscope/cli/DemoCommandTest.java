package org.quantoscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

class DemoCommandTest {
    @TempDir Path folder;

    @Test
    void leavesEveryResultOfTheTourTwiceInARow() {
        Path tour = folder.resolve("tour");
        for (int i = 0; i < 2; i++) {
            CommandRun run = CommandRun.of("demo", "-o", tour.toString());
            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.err()).isEmpty();
        }
        for (String name :
                new String[] {
                    "recipe.json",
                    "report.txt",
                    "report.json",
                    "report.csv",
                    "trade-off.csv",
                    "trade-off.png",
                    "package/config.json",
                    "dequantized/model.safetensors"
                }) {
            assertThat(tour.resolve(name)).isNotEmptyFile();
        }
    }

    @Test
    void takesTheWindowsPlaceWhereThereIsNoScreen() {
        Path tour = folder.resolve("tour");
        CommandRun run =
                CommandRun.of(
                        Optional.of("no screen"),
                        "--or-demo",
                        tour.toString(),
                        "samples/stories260k");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).startsWith("No window here (no screen)");
        assertThat(tour.resolve("report.txt")).isNotEmptyFile();
    }

    @Test
    void leavesAFolderAloneThatItDidNotMake() throws IOException {
        Files.writeString(folder.resolve("mine.txt"), "mine");
        CommandRun run = CommandRun.of("demo", "-o", folder.toString());
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errorLine()).contains("not empty");
        assertThat(folder.resolve("mine.txt")).hasContent("mine");
    }
}
