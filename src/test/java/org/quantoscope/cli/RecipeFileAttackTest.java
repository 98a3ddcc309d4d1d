package org.quantoscope.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What may stand behind {@code --recipe} instead of a recipe. */
class RecipeFileAttackTest {
    private static final Path SAMPLE = Path.of("samples", "recipes", "mixed.json");

    @TempDir Path folder;

    private static CommandRun analyze(Path recipe) {
        return CommandRun.of("analyze", "samples/stories260k", "--recipe", recipe.toString());
    }

    private static void assertRefused(Path recipe, String why) {
        CommandRun run = analyze(recipe);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errorLine()).contains(recipe.toString(), why);
    }

    @Test
    void refusesANamedPipeInsteadOfWaitingForIt() throws IOException, InterruptedException {
        Path pipe = folder.resolve("recipe.json");
        assumeThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
        assertRefused(pipe, "no regular file");
    }

    @Test
    void refusesADeviceWithoutAnEnd() {
        Path device = Path.of("/dev/zero");
        assumeThat(Files.exists(device)).isTrue();
        assertRefused(device, "too large for a recipe");
    }

    @Test
    void refusesAFolder() {
        assertRefused(folder, "is a folder");
    }

    @Test
    void refusesTextThatIsNotUtf8() throws IOException {
        Path file = folder.resolve("recipe.json");
        Files.write(file, new byte[] {'{', '"', (byte) 0xff, '"', '}'});
        assertRefused(file, "no UTF-8 text");
    }

    @Test
    void passesOverAByteOrderMark() throws IOException {
        Path file = folder.resolve("recipe.json");
        Files.writeString(file, "\ufeff" + Files.readString(SAMPLE));
        assertThat(analyze(file).exitCode()).isZero();
    }

    @Test
    void aRuleThatRunsAwayNamesTheRecipe() throws IOException {
        Path file = folder.resolve("recipe.json");
        Files.writeString(
                file,
                """
                {"format": "quantoscope-recipe", "version": 1, "name": "n",
                 "default": {"preset": "rtn"},
                 "rules": [{"match": {"regex": "(.*)*\\\\1x"}, "spec": "keep"}]}
                """);
        assertRefused(file, "backtracks too much");
    }

    @Test
    void saysWhatIsNoJsonWithoutTheWordsOfTheParser() throws IOException {
        Path file = folder.resolve("recipe.json");
        for (String text :
                new String[] {
                    Files.readString(SAMPLE) + "{}",
                    "{\"a\": NaN}",
                    "[".repeat(5000),
                    "{\"a\": " + "9".repeat(5000) + "}",
                    "{"
                }) {
            Files.writeString(file, text);
            CommandRun run = analyze(file);
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.errorLine())
                    .contains("not valid JSON")
                    .doesNotContain("`", "Jackson", "Feature", "REDACTED")
                    .matches("[^(]*(\\([^()]*\\)[^()]*)*");
        }
    }
}
