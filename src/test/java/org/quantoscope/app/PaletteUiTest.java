package org.quantoscope.app;

import static org.assertj.core.api.Assertions.assertThat;

import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.quantoscope.ui.control.Sheet;

import java.util.List;

class PaletteUiTest {
    private OpenWindow window;

    @BeforeEach
    void openWindow() throws Exception {
        window = new OpenWindow(new ForgetfulSettings(Themes.Choice.LIGHT));
    }

    @AfterEach
    void closeWindow() throws Exception {
        window.close();
    }

    @Test
    void goesToATensorByWordsOfItsName() throws Exception {
        window.openSample();
        type("layers.3 down");
        window.press(KeyCode.ENTER);
        assertThat(window.model().shown().orElseThrow().name())
                .isEqualTo("model.layers.3.mlp.down_proj.weight");
        assertThat(window.<Sheet>node("help").isVisible()).isFalse();
    }

    @Test
    void doesACommandAndGivesTheKeyboardBack() throws Exception {
        window.openSample();
        window.focus("filter");
        boolean before = window.model().controlProperty().get();
        type("rtn equal");
        window.press(KeyCode.ENTER);
        assertThat(window.model().controlProperty().get()).isNotEqualTo(before);
        assertThat(window.focused()).isEqualTo("filter");
    }

    @Test
    void findsAPageByWhatCanBeDoneThere() throws Exception {
        window.openSample();
        for (String word : List.of("budget", "pareto", "sweep")) {
            type(word);
            window.press(KeyCode.ENTER);
            assertThat(window.model().pageProperty().get()).isEqualTo("tradeoff");
            OpenWindow.onScreen(() -> {
                window.model().pageProperty().set("distribution");
                return true;
            });
        }
        type("recipe");
        assertThat(window.<ListView<?>>node("palette-list").getItems().getFirst().toString())
                .contains("Open recipe");
    }

    @Test
    void offersOnlyWhatCanBeDone() throws Exception {
        type("export");
        assertThat(window.<ListView<?>>node("palette-list").getItems()).isEmpty();
        window.press(KeyCode.ESCAPE);
        window.openSample();
        type("export");
        assertThat(window.<ListView<?>>node("palette-list").getItems()).isNotEmpty();
    }

    private void type(String words) throws Exception {
        window.press(KeyCode.CONTROL, KeyCode.K);
        OpenWindow.onScreen(() -> {
            window.<TextField>node("palette-input").setText(words);
            return true;
        });
    }
}
