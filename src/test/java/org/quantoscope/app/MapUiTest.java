package org.quantoscope.app;

import static org.assertj.core.api.Assertions.assertThat;

import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.quantoscope.inference.Convention;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.ui.model.EvaluationSettings;
import org.testfx.api.FxRobot;
import org.testfx.util.WaitForAsyncUtils;

import java.util.List;

/** The model map in the real window, by mouse and by keyboard. */
class MapUiTest {
    private static final EvaluationSettings SHORT =
            new EvaluationSettings(Convention.PLAIN, 128, 512);

    private final FxRobot robot = new FxRobot();
    private OpenWindow window;

    @BeforeEach
    void openMap() throws Exception {
        window = new OpenWindow(new ForgetfulSettings(Themes.Choice.LIGHT));
        window.openSample();
        OpenWindow.onScreen(() -> {
            TabPane pages = window.node("pages");
            pages.getTabs().stream()
                    .filter(tab -> "page-map".equals(tab.getId()))
                    .forEach(pages.getSelectionModel()::select);
            return true;
        });
        WaitForAsyncUtils.waitForFxEvents();
    }

    @AfterEach
    void close() throws Exception {
        window.close();
    }

    @Test
    void namesTheTensorUnderTheMouseWithItsValueAndUnit() {
        // 5 layers and a row apart below: columns are norm, q, k, v, o, gate, up, down.
        moveTo(1, 0);
        assertThat(window.text("map-reading"))
                .startsWith("model.layers.0.self_attn.q_proj.weight")
                .contains("Weight KL")
                .contains("nats");
        moveTo(0, 0);
        assertThat(window.text("map-reading"))
                .contains("model.layers.0.input_layernorm.weight")
                .contains("kept");
    }

    @Test
    void aClickSelectsForEveryView() throws Exception {
        moveTo(7, 2);
        robot.clickOn();
        WaitForAsyncUtils.waitForFxEvents();
        window.settle();
        assertThat(names()).containsExactly("model.layers.2.mlp.down_proj.weight");
        assertThat(window.text("shown-tensor")).startsWith("model.layers.2.mlp.down_proj.weight");
    }

    @Test
    void aDragSelectsWhatItTouches() throws Exception {
        moveTo(1, 1);
        robot.press(javafx.scene.input.MouseButton.PRIMARY);
        moveTo(2, 3);
        robot.release(javafx.scene.input.MouseButton.PRIMARY);
        WaitForAsyncUtils.waitForFxEvents();
        window.settle();
        assertThat(names())
                .containsExactlyInAnyOrder(
                        "model.layers.1.self_attn.q_proj.weight",
                        "model.layers.1.self_attn.k_proj.weight",
                        "model.layers.2.self_attn.q_proj.weight",
                        "model.layers.2.self_attn.k_proj.weight",
                        "model.layers.3.self_attn.q_proj.weight",
                        "model.layers.3.self_attn.k_proj.weight");
    }

    @Test
    void arrowsReadEnterSelectsAndShiftExtends() throws Exception {
        window.focus("map-chart");
        // The first key shows the cursor where the selection is.
        window.press(KeyCode.RIGHT);
        String first = window.text("map-reading");
        window.press(KeyCode.DOWN);
        assertThat(window.text("map-reading")).isNotEqualTo(first).contains("model.layers.1.");
        window.press(KeyCode.ENTER);
        window.settle();
        assertThat(names()).hasSize(1);
        String picked = names().getFirst();
        window.press(KeyCode.SHIFT, KeyCode.DOWN);
        window.settle();
        assertThat(names()).contains(picked).hasSize(2);
        assertThat(names().getLast()).contains("model.layers.2.");
    }

    @Test
    void valuesFollowTheRecipe() throws Exception {
        moveTo(1, 0);
        String before = window.text("map-reading");
        alpha("15 %");
        OpenWindow.waitUntil(() -> !window.text("map-reading").equals(before));
        assertThat(window.text("map-reading")).doesNotContain("being measured again");
    }

    @Test
    void changesItsMeasure() throws Exception {
        OpenWindow.onScreen(() -> {
            ComboBox<?> box = window.node("map-measure");
            box.getSelectionModel().select(3);
            return true;
        });
        // The map may be laid out once more under the pointer, which then points at nothing.
        for (int i = 0; i < 50 && !window.text("map-reading").contains("bits/w"); i++) {
            moveTo(3, 3);
            moveTo(1, 0);
        }
        assertThat(window.text("map-reading")).contains("Stored bits").contains("bits/w");
    }

    @Test
    void measuresErrorsOfOutputsOnATextAndRemembersThemForEverySpecification() throws Exception {
        OpenWindow.onScreen(() -> {
            window.model().evaluation().settingsProperty().set(SHORT);
            ComboBox<?> box = window.node("map-measure");
            box.getSelectionModel().selectLast();
            return true;
        });
        OpenWindow.waitUntil(() -> window.model().evaluation().supportProperty().get().runs());
        read(1, 0, "not measured");
        measure();
        read(1, 0, "Forward error on “Prose”: 0.0");
        String first = window.text("map-reading");

        alpha("15 %");
        read(1, 0, "not measured");
        measure();
        read(1, 0, "Forward error on “Prose”: 0.0");
        assertThat(window.text("map-reading")).isNotEqualTo(first);

        OpenWindow.onScreen(() -> {
            window.model().editor().history().undo();
            return true;
        });
        window.settle();
        read(1, 0, first);

        // Another text is what Measure would take; what is shown is still of the first.
        OpenWindow.onScreen(() -> {
            var texts = window.model().evaluation().texts();
            texts.setChosen(texts.items().get(0), false);
            texts.setChosen(texts.items().get(1), true);
            return true;
        });
        window.settle();
        read(1, 0, first);
        Button button = window.node("map-forward");
        assertThat(button.getAccessibleHelp()).contains("“Code”");
    }

    /** Points at a cell until the line below the map holds words. */
    private void read(int column, int row, String words) {
        for (int i = 0; i < 100 && !window.text("map-reading").contains(words); i++) {
            moveTo(3, 3);
            moveTo(column, row);
        }
        assertThat(window.text("map-reading")).contains(words);
    }

    private void measure() throws Exception {
        long before = window.model().forwardErrors().newsProperty().get();
        OpenWindow.onScreen(() -> {
            Button button = window.node("map-forward");
            button.fire();
            return true;
        });
        OpenWindow.waitUntil(() ->
                window.model().forwardErrors().newsProperty().get() > before
                        && !window.model().forwardErrors().isEmpty()
                        && window.model().jobs().runningProperty().get().isEmpty());
        window.settle();
    }

    private void alpha(String text) throws Exception {
        OpenWindow.onScreen(() -> {
            TextField field = window.node("field-alpha");
            field.setText(text);
            field.fireEvent(new javafx.event.ActionEvent());
            return true;
        });
        window.settle();
    }

    private void moveTo(int column, int row) {
        Node canvas = window.node("map-chart");
        Bounds at = canvas.localToScreen(canvas.getBoundsInLocal());
        var area =
                ((org.jfree.chart.fx.ChartViewer) canvas)
                        .getRenderingInfo()
                        .getPlotInfo()
                        .getDataArea();
        double x = at.getMinX() + area.getX() + (column + 0.5) / 8 * area.getWidth();
        double y = at.getMinY() + area.getY() + (row + 0.5) / 5.81 * area.getHeight();
        robot.moveTo(x, y);
        WaitForAsyncUtils.waitForFxEvents();
    }

    private List<String> names() {
        return window.model().selection().stream().map(TensorInfo::name).toList();
    }
}
