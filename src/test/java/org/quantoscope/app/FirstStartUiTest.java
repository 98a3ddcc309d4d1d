package org.quantoscope.app;

import static org.assertj.core.api.Assertions.assertThat;

import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.MenuBar;
import javafx.scene.control.MenuItem;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What somebody sees who starts the program for the first time, and the second. */
class FirstStartUiTest {
    private final Settings settings = new ForgetfulSettings(Themes.Choice.LIGHT);

    @Test
    void theFirstStartShowsTheSampleWithThreeHints() throws Exception {
        try (OpenWindow window = started(Optional.empty())) {
            OpenWindow.waitUntil(() -> window.model().session().isPresent());
            window.settle();
            assertThat(window.model().session().orElseThrow().checkpoint().name())
                    .isEqualTo("stories260k");
            assertThat(areShown(window)).isTrue();
            assertThat(List.of("hint-1", "hint-2", "hint-3"))
                    .allSatisfy(id -> assertThat(window.text(id)).isNotEmpty());
        }
    }

    @Test
    void hintsThatWerePutAwayStayAwayAndHelpBringsThemBack() throws Exception {
        try (OpenWindow window = started(Optional.empty())) {
            OpenWindow.waitUntil(() -> window.model().session().isPresent());
            window.settle();
            OpenWindow.onScreen(() -> {
                window.<Button>node("hints-close").fire();
                return true;
            });
            assertThat(areShown(window)).isFalse();
        }
        try (OpenWindow window = started(Optional.empty())) {
            assertThat(window.model().sessions().openingProperty().get()).isEmpty();
            window.openSample();
            assertThat(areShown(window)).isFalse();
            OpenWindow.onScreen(() -> {
                help(window).fire();
                return true;
            });
            assertThat(areShown(window)).isTrue();
        }
    }

    @Test
    void aModelThatWasAskedForTakesThePlaceOfTheSample() throws Exception {
        Path other = Path.of("samples/gpt2-attention/model.safetensors");
        try (OpenWindow window = started(Optional.of(other))) {
            OpenWindow.waitUntil(() -> window.model().session().isPresent());
            window.settle();
            assertThat(window.model().session().orElseThrow().checkpoint().source())
                    .isEqualTo(other);
            assertThat(areShown(window)).isTrue();
        }
    }

    private OpenWindow started(Optional<Path> asked) throws Exception {
        OpenWindow window = new OpenWindow(settings);
        OpenWindow.onScreen(() -> {
            var first = window.window().showEmpty(window.stage(), asked);
            window.window().fill();
            first.ifPresent(window.window()::open);
            return true;
        });
        return window;
    }

    private static boolean areShown(OpenWindow window) throws Exception {
        return OpenWindow.onScreen(() -> window.<Node>node("hints").isVisible());
    }

    private static MenuItem help(OpenWindow window) {
        return window.<MenuBar>node("menu").getMenus().getLast().getItems().stream()
                .filter(item -> "menu-help-hints".equals(item.getId()))
                .findFirst()
                .orElseThrow();
    }
}
