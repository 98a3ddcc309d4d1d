package org.quantoscope.app;

import static org.assertj.core.api.Assertions.assertThat;

import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.quantoscope.ui.model.PartChoice;
import org.quantoscope.ui.model.SalienceLook;
import org.testfx.api.FxRobot;
import org.testfx.util.WaitForAsyncUtils;

/** The pages about salient weights and about one tensor in depth, used as a user would. */
class SalienceUiTest {
    private final FxRobot robot = new FxRobot();
    private OpenWindow window;

    @BeforeEach
    void openSample() throws Exception {
        window = new OpenWindow(new ForgetfulSettings(Themes.Choice.LIGHT));
        window.openSample();
    }

    @AfterEach
    void close() throws Exception {
        window.close();
    }

    @Test
    void nothingIsComputedForPagesThatAreNotOnScreen() {
        assertThat(window.model().salience().lookProperty().get().answer()).isEmpty();
        assertThat(window.model().depth().lookProperty().get().answer()).isEmpty();
    }

    @Test
    void draggingTheThresholdMovesAlphaInOneStepOfUndo() throws Exception {
        go("salient");
        double alpha = alpha();
        float threshold = look().salience().threshold();
        Bounds grip = onScreenBounds("threshold-handle");
        Point2D at = new Point2D(grip.getCenterX(), grip.getCenterY());
        robot.drag(at, MouseButton.PRIMARY).moveBy(12, 0).moveBy(15, 0).drop();
        settle();
        assertThat(alpha()).isLessThan(alpha);
        assertThat(look().salience().threshold()).isGreaterThan(threshold);
        assertThat(window.text("salience-facts")).contains("salient");
        OpenWindow.onScreen(() -> {
            window.model().editor().history().undo();
            return true;
        });
        settle();
        assertThat(alpha()).isEqualTo(alpha);
        assertThat(look().salience().threshold()).isEqualTo(threshold);
        assertThat(window.model().editor().history().canUndoProperty().get()).isFalse();
    }

    @Test
    void arrowKeysStepTheThreshold() throws Exception {
        go("salient");
        window.focus("threshold-handle");
        window.press(KeyCode.RIGHT);
        settle();
        assertThat(alpha()).isEqualTo(0.045);
        window.press(KeyCode.SHIFT, KeyCode.LEFT);
        settle();
        assertThat(alpha()).isEqualTo(0.0455);
    }

    @Test
    void pickingAFullColumnShowsItInDepth() throws Exception {
        go("salient");
        int column =
                OpenWindow.onScreen(() -> {
                    TableView<?> table = window.node("heavy-columns");
                    table.getSelectionModel().select(1);
                    return look().whole().heaviestColumns(2).get(1).column();
                });
        go("depth");
        PartChoice choice = window.model().depth().choiceProperty().get();
        assertThat(choice.kind()).isEqualTo(PartChoice.Kind.COLUMN);
        assertThat(choice.column()).isEqualTo(column);
        var depth = window.model().depth().lookProperty().get().answer().orElseThrow();
        assertThat(depth.part().window().firstColumn()).isEqualTo(column);
        assertThat(depth.before().total()).isEqualTo(depth.report().tensor().rows());
    }

    private SalienceLook look() {
        return window.model().salience().lookProperty().get().answer().orElseThrow();
    }

    private double alpha() {
        return window.model().editor().recipe().defaultSpec().alpha().value();
    }

    private Bounds onScreenBounds(String id) throws Exception {
        return OpenWindow.onScreen(() -> {
            Node node = window.node(id);
            return node.localToScreen(node.getBoundsInLocal());
        });
    }

    private void go(String page) throws Exception {
        OpenWindow.onScreen(() -> {
            TabPane pages = window.node("pages");
            pages.getTabs().stream()
                    .filter(tab -> ("page-" + page).equals(tab.getId()))
                    .forEach(pages.getSelectionModel()::select);
            return true;
        });
        settle();
    }

    private void settle() throws Exception {
        window.settle();
        OpenWindow.waitUntil(() ->
                isSettled(window.model().salience().onScreenProperty().get(), true)
                        && isSettled(window.model().depth().onScreenProperty().get(), false));
        WaitForAsyncUtils.waitForFxEvents();
    }

    private boolean isSettled(boolean onScreen, boolean salience) {
        var look =
                salience
                        ? window.model().salience().lookProperty().get()
                        : window.model().depth().lookProperty().get();
        return !onScreen || look.current() && look.answer().isPresent();
    }
}
