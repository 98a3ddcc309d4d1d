package org.quantoscope.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quantoscope.app.OpenWindow.onScreen;
import static org.quantoscope.app.OpenWindow.waitUntil;

import javafx.scene.Node;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.quantoscope.quant.SpecField;
import org.quantoscope.ui.model.SpectrumLook;
import org.quantoscope.ui.model.SpectrumLook.Step;
import org.testfx.api.FxRobot;
import org.testfx.util.WaitForAsyncUtils;

import java.nio.file.Path;

/** Singular values in the page “In depth”. */
class SpectrumUiTest {
    private final FxRobot robot = new FxRobot();
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
    void ofASmallMatrixFollowTheKnobs() throws Exception {
        window.openSample();
        show();
        waitUntil(() -> look().step() == Step.DONE);
        var first = look().answer().orElseThrow();
        assertThat(first.original().exact()).isTrue();
        bits("3");
        waitUntil(() ->
                look().step() == Step.DONE
                        && look().answer().orElseThrow().error().norm() > first.error().norm());
        assertThat(look().answer().orElseThrow().original().values())
                .isEqualTo(first.original().values());
    }

    @Test
    void ofALargeMatrixAreAJobThatIsAskedForAndGoesStale() throws Exception {
        window.open(Path.of("samples/gpt2-attention"), "gpt2-attention");
        show();
        waitUntil(() -> look().step() == Step.ASK);
        assertThat(window.<Node>node("spectrum-compute").isVisible()).isTrue();
        robot.clickOn("#spectrum-compute");
        waitUntil(() -> look().step() == Step.DONE);
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(window.<Node>node("spectrum-compute").isVisible()).isFalse();
        assertThat(look().answer().orElseThrow().error().values()).hasSize(768);
        var old = look().answer();
        bits("5");
        waitUntil(() -> look().step() == Step.ASK);
        assertThat(look().answer()).as("the old curves stay, dimmed").isEqualTo(old);
        bits("4");
        waitUntil(() -> look().step() == Step.DONE);
    }

    @Test
    void aCancelledJobCanBeAskedForAgain() throws Exception {
        window.open(Path.of("samples/gpt2-attention"), "gpt2-attention");
        show();
        waitUntil(() -> look().step() == Step.ASK);
        onScreen(() -> {
            window.model().spectrum().compute();
            assertThat(look().step()).isEqualTo(Step.WAIT);
            window.model().jobs().cancel();
            return true;
        });
        waitUntil(() -> look().step() == Step.ASK);
        robot.clickOn("#spectrum-compute");
        waitUntil(() -> look().step() == Step.DONE);
    }

    private void show() throws Exception {
        onScreen(() -> {
            window.model().pageProperty().set("depth");
            return true;
        });
        window.settle();
        robot.clickOn("#depth-show-spectrum");
        WaitForAsyncUtils.waitForFxEvents();
    }

    private void bits(String value) throws Exception {
        onScreen(() -> {
            var editor = window.model().editor();
            var recipe = editor.recipe();
            editor.load(recipe.withDefault(SpecField.BITS.with(recipe.defaultSpec(), value)));
            return true;
        });
        window.settle();
    }

    private SpectrumLook look() {
        return window.model().spectrum().lookProperty().get();
    }
}
