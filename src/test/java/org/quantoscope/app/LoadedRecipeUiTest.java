package org.quantoscope.app;

import static org.assertj.core.api.Assertions.assertThat;

import javafx.scene.control.ComboBox;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;

import org.junit.jupiter.api.Test;
import org.quantoscope.quant.BitWidth;
import org.quantoscope.quant.SalientShare;
import org.quantoscope.recipe.Recipe;

/** The knobs, when a recipe comes from elsewhere. */
class LoadedRecipeUiTest {
    @Test
    void theKnobsShowARecipeThatIsLoadedOnEveryPage() throws Exception {
        try (OpenWindow window = new OpenWindow(new ForgetfulSettings(Themes.Choice.LIGHT))) {
            window.openSample();
            var model = window.model();
            double share = 0.1;
            for (String page : new String[] {"distribution", "depth", "recipe", "tradeoff"}) {
                double alpha = share;
                OpenWindow.onScreen(() -> {
                    model.pageProperty().set(page);
                    model.comparison().hold();
                    Recipe held = model.editor().recipe();
                    model.editor()
                            .load(
                                    held.withDefault(
                                            held.defaultSpec()
                                                    .withBits(new BitWidth(3))
                                                    .withAlpha(new SalientShare(alpha))));
                    return true;
                });
                window.settle();
                assertThat(window.<ComboBox<Object>>node("choice-bits").getValue())
                        .as(page)
                        .isEqualTo("3");
                assertThat(window.<TextField>node("field-alpha").getText())
                        .as(page)
                        .startsWith("%.1f".formatted(100 * alpha));
                share += 0.01;
            }
        }
    }

    @Test
    void undoTakesBackATypedValueWhileItsFieldHasTheKeyboard() throws Exception {
        try (OpenWindow window = new OpenWindow(new ForgetfulSettings(Themes.Choice.LIGHT))) {
            window.openSample();
            Recipe before = window.model().editor().recipe();
            window.focus("field-alpha");
            OpenWindow.onScreen(() -> {
                window.<TextField>node("field-alpha").setText("7");
                return true;
            });
            window.press(KeyCode.ENTER);
            assertThat(window.model().editor().recipe()).isNotEqualTo(before);
            window.press(KeyCode.CONTROL, KeyCode.Z);
            assertThat(window.model().editor().recipe()).isEqualTo(before);
        }
    }
}
