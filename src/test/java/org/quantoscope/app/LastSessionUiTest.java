package org.quantoscope.app;

import static org.assertj.core.api.Assertions.assertThat;

import javafx.scene.control.Button;
import javafx.stage.WindowEvent;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quantoscope.quant.SpecField;
import org.quantoscope.recipe.Recipe;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What a window that closes leaves for the next one. */
class LastSessionUiTest {
    @TempDir private Path folder;

    @Test
    void theNextWindowGoesOnWithWhatWasOpenWhenTheLastOneClosed() throws Exception {
        Path kept = folder.resolve("home/last.session.json");
        Settings settings = new ForgetfulSettings(Themes.Choice.LIGHT, Optional.of(kept));
        Recipe recipe;
        try (OpenWindow window = new OpenWindow(settings)) {
            window.openSample();
            OpenWindow.onScreen(() -> {
                window.model().editor().set(SpecField.ALPHA, "0.15");
                window.stage()
                        .fireEvent(
                                new WindowEvent(window.stage(), WindowEvent.WINDOW_CLOSE_REQUEST));
                return true;
            });
            recipe = window.model().editor().recipe();
        }
        assertThat(kept).isRegularFile();
        try (OpenWindow window = new OpenWindow(settings)) {
            OpenWindow.onScreen(() -> {
                Button last =
                        (Button)
                                window
                                        .stage()
                                        .getScene()
                                        .getRoot()
                                        .lookupAll("#empty .button")
                                        .stream()
                                        .findFirst()
                                        .orElseThrow();
                assertThat(last.getText()).isEqualTo("Go on with the last session");
                last.fire();
                return true;
            });
            window.settle();
            assertThat(window.model().session()).isPresent();
            assertThat(window.model().editor().recipe()).isEqualTo(recipe);
        }
    }

    @Test
    void aHomeThatCannotBeWrittenKeepsNoWindowOpen() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        Settings settings =
                new ForgetfulSettings(
                        Themes.Choice.LIGHT, Optional.of(file.resolve("last.session.json")));
        try (OpenWindow window = new OpenWindow(settings)) {
            window.openSample();
            OpenWindow.onScreen(() -> {
                window.stage()
                        .fireEvent(
                                new WindowEvent(window.stage(), WindowEvent.WINDOW_CLOSE_REQUEST));
                return true;
            });
        }
        assertThat(file).isEmptyFile();
    }
}
