package org.quantoscope.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quantoscope.app.OpenWindow.onScreen;
import static org.quantoscope.app.OpenWindow.waitUntil;

import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableView;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.quantoscope.analysis.BudgetPlan;
import org.quantoscope.analysis.TradeOff;
import org.quantoscope.analysis.TradeOffAxis;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.recipe.Recipe;
import org.quantoscope.ui.chart.TradeOffChart;
import org.quantoscope.ui.model.BudgetOutcome;
import org.quantoscope.ui.model.TextItem;
import org.quantoscope.ui.model.TradeOffResult;
import org.testfx.api.FxRobot;
import org.testfx.util.WaitForAsyncUtils;

import java.util.List;

class TradeOffUiTest {
    private final FxRobot robot = new FxRobot();
    private OpenWindow window;

    @BeforeEach
    void openWindow() throws Exception {
        window = new OpenWindow(new ForgetfulSettings(Themes.Choice.LIGHT));
        window.openSample();
        onScreen(() -> {
            window.<TabPane>node("pages").getTabs().stream()
                    .filter(tab -> tab.getId().equals("page-tradeoff"))
                    .findFirst()
                    .ifPresent(tab -> tab.getTabPane().getSelectionModel().select(tab));
            return true;
        });
        WaitForAsyncUtils.waitForFxEvents();
    }

    @AfterEach
    void closeWindow() throws Exception {
        window.close();
    }

    @Test
    void aClickOnAPointAppliesItAndUndoTakesItBack() throws Exception {
        run();
        Recipe before = recipe();
        TradeOff.Point point = point("AdpQ compact", 1);
        TradeOffChart chart = chart();
        Point2D at =
                onScreen(() -> {
                    Bounds bounds = chart.localToScreen(chart.getBoundsInLocal());
                    return chart.positionOf(point)
                            .orElseThrow()
                            .add(bounds.getMinX(), bounds.getMinY());
                });
        robot.moveTo(at);
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(window.text("trade-off-reading")).contains("bits stored").contains("NMSE");
        robot.clickOn(at);
        waitUntil(() -> !recipe().equals(before));
        QuantizationSpec applied = recipe().defaultSpec();
        assertThat(allPoints(result())).anyMatch(it -> it.spec().equals(applied));
        assertThat(result().tradeOff().tensors())
                .allMatch(tensor -> recipe().specFor(tensor).equals(applied));
        undo();
        assertThat(recipe()).isEqualTo(before);
    }

    @Test
    void theTableReachesEveryPointByKeyboard() throws Exception {
        run();
        Recipe before = recipe();
        TableView<?> table = window.node("points");
        onScreen(() -> {
            table.requestFocus();
            table.getSelectionModel().clearAndSelect(1);
            return true;
        });
        window.press(KeyCode.ENTER);
        waitUntil(() -> !recipe().equals(before));
        undo();
        assertThat(recipe()).isEqualTo(before);
    }

    @Test
    void pointsAreWhatAnAnalysisOfTheirSpecificationSays() throws Exception {
        run();
        TradeOff.Point point = point("AdpQ compact", 0);
        onScreen(() -> {
            window.model().tradeOff().apply(result(), point.spec());
            return true;
        });
        window.settle();
        onScreen(() -> {
            var totals = window.model().sweep().totalsProperty().get().orElseThrow();
            assertThat(totals.bitsStored()).isEqualTo(point.model().bitsStored());
            assertThat(totals.nmse()).isEqualTo(point.model().nmse());
            return true;
        });
    }

    @Test
    void perplexityIsAnAxisOnceTheModelHasBeenRun() throws Exception {
        run();
        onScreen(() -> {
            ComboBox<TradeOffAxis> loss = window.node("trade-off-loss");
            loss.setValue(TradeOffAxis.PERPLEXITY);
            return true;
        });
        waitUntil(() -> window.text("trade-off-message").contains("run the model"));
        onScreen(() -> {
            assertThat(window.node("trade-off-model-bar").isVisible()).isTrue();
            ComboBox<TextItem> text = window.node("trade-off-text");
            text.setValue(text.getItems().getLast());
            window.<TextField>node("trade-off-tokens").setText("1024");
            return true;
        });
        waitUntil(() -> !window.node("trade-off-model").isDisabled());
        onScreen(() -> {
            window.<Button>node("trade-off-model").fire();
            return true;
        });
        waitUntil(() -> window.model().pointRuns().runningProperty().get());
        waitUntil(() -> !window.model().pointRuns().runningProperty().get());
        onScreen(() -> {
            for (TradeOff.Point point : allPoints(result())) {
                TradeOff.Prediction found = point.model().prediction().orElseThrow();
                assertThat(found.perplexity()).isBetween(2.0, 1e5);
                assertThat(found.logitKl()).isPositive();
                assertThat(chart().positionOf(point)).isPresent();
            }
            assertThat(result().scoredOn().orElseThrow()).contains("windows of 512");
            assertThat(window.text("trade-off-facts")).contains("original");
            assertThat(window.text("trade-off-message")).isEmpty();
            return true;
        });
    }

    @Test
    void pointsFoundBeforeAnotherGridAreNotMixedWithItsPoints() throws Exception {
        run();
        onScreen(() -> {
            window.model()
                    .pointRuns()
                    .run(window.model().evaluation().texts().items().getFirst(), "all");
            return true;
        });
        waitUntil(() ->
                allPoints(result()).stream()
                        .anyMatch(point -> point.model().prediction().isPresent()));
        onScreen(() -> {
            window.model().pointRuns().cancel();
            assertThat(window.model().pointRuns().runningProperty().get()).isFalse();
            return true;
        });
        long known =
                allPoints(result()).stream()
                        .filter(point -> point.model().prediction().isPresent())
                        .count();
        assertThat(known).isPositive();
        run();
        waitUntil(() ->
                allPoints(result()).stream()
                        .allMatch(point -> point.model().prediction().isEmpty()));
    }

    @Test
    void wrongListsAreRefusedWithAMessage() throws Exception {
        onScreen(() -> {
            window.<TextField>node("grid-bits").setText("3, 7");
            window.<Button>node("trade-off-run").fire();
            return true;
        });
        waitUntil(() -> window.text("notice-text").contains("bits must be 2, 3, 4"));
    }

    @Test
    void aBudgetIsShownAsAChangeAndAppliedInOneStep() throws Exception {
        onScreen(() -> {
            TabPane tabs = window.node("trade-off-tabs");
            tabs.getSelectionModel().select(1);
            return true;
        });
        WaitForAsyncUtils.waitForFxEvents();
        Recipe before = recipe();
        onScreen(() -> {
            window.<TextField>node("grid-bits").setText("3, 4");
            window.<TextField>node("grid-alpha").setText("0, 5");
            window.<TextField>node("budget-limit").setText("4.6 bits");
            window.<Button>node("budget-find").fire();
            return true;
        });
        waitUntil(() ->
                window.model().budget().outcomeProperty().get() instanceof BudgetOutcome.Found);
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(recipe()).as("nothing is applied by finding").isEqualTo(before);
        assertThat(window.<Label>node("budget-summary").getText()).contains("of 4.600 bits");
        assertThat(window.<TableView<?>>node("budget-diff").getItems()).isNotEmpty();
        robot.clickOn("#budget-apply");
        waitUntil(() -> !recipe().equals(before));
        window.settle();
        onScreen(() -> {
            var totals = window.model().sweep().totalsProperty().get().orElseThrow();
            assertThat(totals.bitsStored()).isLessThanOrEqualTo(4.6).isGreaterThan(4.3);
            return true;
        });
        undo();
        assertThat(recipe()).isEqualTo(before);
    }

    @Test
    void sensitivityTypedInTheWindowGivesATensorMoreBits() throws Exception {
        double before = bitsOfQuery(findWith(""));
        BudgetPlan weighted = findWith("{\"*.layers.0.*q_proj*\": 1000}");
        assertThat(bitsOfQuery(weighted)).isGreaterThan(before);
        assertThat(window.text("budget-summary")).contains("Factors on 1 of 35 tensors");
    }

    @Test
    void sensitivityThatFitsNoTensorIsRefusedByItsPattern() throws Exception {
        type("{\"nothing*\": 2}");
        waitUntil(() ->
                window.model().budget().outcomeProperty().get() instanceof BudgetOutcome.Failed);
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(window.text("budget-summary"))
                .isEqualTo("Sensitivity: nothing* matches no tensor that is quantized");
    }

    private BudgetPlan findWith(String factors) throws Exception {
        type(factors);
        waitUntil(() ->
                window.model().budget().outcomeProperty().get() instanceof BudgetOutcome.Found);
        WaitForAsyncUtils.waitForFxEvents();
        return onScreen(() ->
                ((BudgetOutcome.Found) window.model().budget().outcomeProperty().get()).plan());
    }

    private void type(String factors) throws Exception {
        onScreen(() -> {
            TabPane tabs = window.node("trade-off-tabs");
            tabs.getSelectionModel().select(1);
            return true;
        });
        WaitForAsyncUtils.waitForFxEvents();
        onScreen(() -> {
            window.<TextField>node("grid-bits").setText("3, 4, 5");
            window.<TextField>node("grid-alpha").setText("5");
            window.<TextField>node("budget-limit").setText("4.5 bits");
            window.<ToggleButton>node("budget-weighted").setSelected(true);
            window.<TextArea>node("budget-factors-text").setText(factors);
            window.<Button>node("budget-find").fire();
            return true;
        });
    }

    private static double bitsOfQuery(BudgetPlan plan) {
        return plan.tensors().stream()
                .filter(it -> it.tensor().name().equals("model.layers.0.self_attn.q_proj.weight"))
                .findFirst()
                .orElseThrow()
                .chosen()
                .cost()
                .bitsStored();
    }

    @Test
    void anImpossibleBudgetSaysTheLeastThatIsPossible() throws Exception {
        onScreen(() -> {
            TabPane tabs = window.node("trade-off-tabs");
            tabs.getSelectionModel().select(1);
            window.<ComboBox<?>>node("grid-preset").getSelectionModel().select(0);
            window.<TextField>node("grid-bits").setText("4");
            window.<TextField>node("grid-alpha").setText("5");
            window.<TextField>node("budget-limit").setText("2 bits");
            window.<Button>node("budget-find").fire();
            return true;
        });
        waitUntil(() ->
                window.model().budget().outcomeProperty().get() instanceof BudgetOutcome.Failed);
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(window.text("budget-summary")).contains("the least is");
    }

    private void run() throws Exception {
        onScreen(() -> {
            window.<TextField>node("grid-bits").setText("3, 4");
            window.<TextField>node("grid-alpha").setText("0, 5");
            window.<Button>node("trade-off-run").fire();
            return true;
        });
        waitUntil(() ->
                window.model()
                        .tradeOff()
                        .resultProperty()
                        .get()
                        .map(it -> !it.estimate())
                        .orElse(false));
        WaitForAsyncUtils.waitForFxEvents();
        waitUntil(() -> chart().positionOf(point("RTN", 0)).isPresent());
    }

    private void undo() throws Exception {
        onScreen(() -> {
            window.model().editor().history().undo();
            return true;
        });
    }

    private Recipe recipe() {
        return window.model().editor().recipe();
    }

    private TradeOffChart chart() {
        return (TradeOffChart) window.node("trade-off-chart").getParent();
    }

    private TradeOffResult result() {
        return window.model().tradeOff().resultProperty().get().orElseThrow();
    }

    private TradeOff.Point point(String method, int index) {
        return result().tradeOff().lines().stream()
                .filter(line -> line.name().equals(method))
                .findFirst()
                .orElseThrow()
                .points()
                .get(index);
    }

    private static List<TradeOff.Point> allPoints(TradeOffResult result) {
        return result.tradeOff().lines().stream().flatMap(line -> line.points().stream()).toList();
    }
}
