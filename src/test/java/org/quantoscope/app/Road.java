package org.quantoscope.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quantoscope.app.OpenWindow.onScreen;
import static org.quantoscope.app.OpenWindow.waitUntil;

import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.Slider;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;

import org.jfree.chart.fx.ChartViewer;
import org.quantoscope.analysis.TradeOff;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.recipe.Recipe;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.ui.chart.TradeOffChart;
import org.quantoscope.ui.model.BudgetOutcome;
import org.quantoscope.ui.model.ExportState;
import org.quantoscope.ui.model.TradeOffResult;
import org.quantoscope.ui.model.WorkbenchModel;
import org.testfx.api.FxRobot;
import org.testfx.util.WaitForAsyncUtils;

import java.awt.geom.Rectangle2D;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Walks a window as a user does, and looks at every step whether it did what it says. */
final class Road {
    private final FxRobot robot = new FxRobot();
    private final OpenWindow window;
    private final WorkbenchModel model;

    Road(OpenWindow window) {
        this.window = window;
        this.model = window.model();
    }

    OpenWindow window() {
        return window;
    }

    void click(String id) {
        robot.clickOn("#" + id);
        WaitForAsyncUtils.waitForFxEvents();
    }

    /** Drags α: figures follow, and the drag is one step. */
    void tune() throws Exception {
        String nmse = window.text("number-nmse");
        QuantizationSpec before = recipe().defaultSpec();
        Slider slider = window.node("slider-alpha");
        robot.drag(slider.lookup(".thumb")).moveBy(18, 0).moveBy(14, 0).drop();
        waitUntil(() -> !recipe().defaultSpec().equals(before));
        window.settle();
        assertThat(recipe().defaultSpec().alpha().value()).isGreaterThan(before.alpha().value());
        assertThat(window.text("number-nmse")).isNotEqualTo(nmse);
    }

    /** Drags over cells of the map: several tensors are selected, for every page. */
    void brushTheMap() throws Exception {
        show(KeyCode.DIGIT4, "map");
        Node canvas = window.node("map-chart");
        robot.moveTo(inMap(canvas, 0.3, 0.1));
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(window.text("map-reading")).contains(".0.");
        robot.press(MouseButton.PRIMARY)
                .moveTo(inMap(canvas, 0.5, 0.2))
                .moveTo(inMap(canvas, 0.7, 0.3))
                .release(MouseButton.PRIMARY);
        WaitForAsyncUtils.waitForFxEvents();
        window.settle();
        assertThat(model.selection()).hasSizeGreaterThan(1);
    }

    private static Point2D inMap(Node canvas, double across, double down) {
        Bounds at = canvas.localToScreen(canvas.getBoundsInLocal());
        Rectangle2D area = ((ChartViewer) canvas).getRenderingInfo().getPlotInfo().getDataArea();
        return new Point2D(
                at.getMinX() + area.getX() + across * area.getWidth(),
                at.getMinY() + area.getY() + down * area.getHeight());
    }

    /** Gives the brushed tensors a bit more: they get it, nobody else does. */
    void overrideWhatIsSelected() throws Exception {
        List<TensorInfo> selected = List.copyOf(model.selection());
        Recipe before = recipe();
        click("scope-selection");
        type("field-alpha", "12 %", KeyCode.ENTER);
        waitUntil(() -> !recipe().equals(before));
        window.settle();
        for (TensorInfo tensor : model.session().orElseThrow().tensors()) {
            boolean meant = selected.contains(tensor) && before.quantizes(tensor);
            assertThat(recipe().specFor(tensor).equals(before.specFor(tensor)))
                    .as(tensor.name())
                    .isNotEqualTo(meant);
        }
        click("scope-all");
    }

    /** Runs the grid over the model and clicks a point in the chart. */
    void applyAPointOfTheTradeOff() throws Exception {
        show(KeyCode.DIGIT5, "tradeoff");
        type("grid-bits", "3, 4", KeyCode.TAB);
        // Enter runs the grid; a click on the button then would stop it.
        type("grid-alpha", "0, 5", KeyCode.ENTER);
        waitUntil(() ->
                result().filter(it -> !it.estimate()).isPresent()
                        && !model.tradeOff().runningProperty().get());
        WaitForAsyncUtils.waitForFxEvents();
        TradeOffChart chart = (TradeOffChart) window.node("trade-off-chart").getParent();
        TradeOff.Point point =
                result().orElseThrow().tradeOff().lines().stream()
                        .filter(line -> line.name().equals("AdpQ compact"))
                        .flatMap(line -> line.points().stream())
                        .filter(it -> !it.spec().equals(recipe().defaultSpec()))
                        .findFirst()
                        .orElseThrow();
        Point2D at =
                onScreen(() -> {
                    Bounds bounds = chart.localToScreen(chart.getBoundsInLocal());
                    return chart.positionOf(point)
                            .orElseThrow()
                            .add(bounds.getMinX(), bounds.getMinY());
                });
        Recipe before = recipe();
        robot.clickOn(at);
        waitUntil(() -> !recipe().equals(before));
        window.settle();
        QuantizationSpec applied = recipe().defaultSpec();
        assertThat(result().orElseThrow().tradeOff().tensors())
                .allMatch(tensor -> recipe().specFor(tensor).equals(applied));
    }

    /** Finds the best assignment within a limit, sees the change first, then applies it. */
    void applyABudget(double bits) throws Exception {
        click("tab-budget");
        type("budget-limit", bits + " bits", KeyCode.TAB);
        click("budget-find");
        waitUntil(() -> model.budget().outcomeProperty().get() instanceof BudgetOutcome.Found);
        WaitForAsyncUtils.waitForFxEvents();
        Recipe before = recipe();
        assertThat(window.<TableView<?>>node("budget-diff").getItems()).isNotEmpty();
        click("budget-apply");
        waitUntil(() -> !recipe().equals(before));
        window.settle();
        assertThat(bitsStored()).isLessThanOrEqualTo(bits);
    }

    /** Exports, and finds in the files what the plan and the window promised. */
    void export(Path target) throws Exception {
        click("button-file-export");
        waitUntil(() -> model.export().planProperty().get().isPresent());
        onScreen(() -> {
            model.export().targetProperty().set(Optional.of(target));
            return true;
        });
        waitUntil(() ->
                model.export()
                        .planProperty()
                        .get()
                        .filter(plan -> plan.target().equals(target))
                        .isPresent());
        WaitForAsyncUtils.waitForFxEvents();
        click("export-start");
        waitUntil(() -> model.export().stateProperty().get() instanceof ExportState.Done);
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(window.text("export-state")).startsWith("Wrote and verified");
        assertThat(target).isDirectory();
        click("export-sheet-close");
    }

    void report(Path file) throws Exception {
        onScreen(() -> {
            window.window().actions().writeReport(file);
            return true;
        });
        waitUntil(() -> window.text("notice-text").contains("Wrote the report"));
        assertThat(Files.readString(file))
                .contains(model.session().orElseThrow().checkpoint().name())
                .contains("<svg")
                .contains("%.2f".formatted(bitsStored()));
    }

    RoadEnd saveSession(Path file) throws Exception {
        onScreen(() -> {
            window.window().actions().saveSession(file);
            return true;
        });
        waitUntil(() -> window.text("notice-text").contains("Saved the session"));
        return end();
    }

    /** Every change of the recipe was a step that can be taken back. */
    void undoEverything() throws Exception {
        onScreen(() -> {
            window.node("tensors").requestFocus();
            return true;
        });
        for (int i = 0; i < 20 && model.editor().history().canUndoProperty().get(); i++) {
            window.press(KeyCode.CONTROL, KeyCode.Z);
        }
        assertThat(model.editor().history().canUndoProperty().get()).isFalse();
    }

    /** Opens the session: everything is as it was when it was saved, to the last digit. */
    void comesBackTo(RoadEnd end, Path session) throws Exception {
        onScreen(() -> {
            window.window().open(session);
            return true;
        });
        waitUntil(() -> recipe().equals(end.recipe()));
        window.settle();
        waitUntil(() -> model.pageProperty().get().equals(end.page()));
        assertThat(end()).isEqualTo(end);
    }

    /** Opens what was exported: it brings the recipe that made it. */
    void opensAgain(Path exported, RoadEnd end) throws Exception {
        onScreen(() -> {
            window.window().open(exported);
            return true;
        });
        waitUntil(() -> window.text("subject").startsWith(exported.getFileName().toString()));
        assertThat(recipe()).isEqualTo(end.recipe());
    }

    private RoadEnd end() throws Exception {
        window.settle();
        return onScreen(() ->
                new RoadEnd(
                        recipe(),
                        List.copyOf(model.selection()),
                        model.pageProperty().get(),
                        window.text("totals"),
                        model.sweep().totalsProperty().get().orElseThrow().nmse()));
    }

    private double bitsStored() throws Exception {
        return onScreen(() -> model.sweep().totalsProperty().get().orElseThrow().bitsStored());
    }

    private void show(KeyCode digit, String page) throws Exception {
        window.press(KeyCode.CONTROL, digit);
        waitUntil(() -> model.pageProperty().get().equals(page));
        window.settle();
    }

    /** Types into a field as it is typed by hand, and leaves it or confirms by a last key. */
    private void type(String field, String words, KeyCode last) {
        robot.clickOn("#" + field);
        robot.press(KeyCode.CONTROL, KeyCode.A).release(KeyCode.A, KeyCode.CONTROL);
        robot.write(words);
        window.press(last);
    }

    private Optional<TradeOffResult> result() {
        return model.tradeOff().resultProperty().get();
    }

    private Recipe recipe() {
        return model.editor().recipe();
    }
}
