package org.quantoscope.ui.tradeoff;

import javafx.geometry.Pos;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import org.quantoscope.analysis.Alike;
import org.quantoscope.analysis.BudgetMeasure;
import org.quantoscope.analysis.BudgetPlan;
import org.quantoscope.analysis.BudgetQuestion;
import org.quantoscope.analysis.TradeOffGrid;
import org.quantoscope.ui.control.ClipboardText;
import org.quantoscope.ui.control.Figures;
import org.quantoscope.ui.control.IconButton;
import org.quantoscope.ui.control.TableSaver;
import org.quantoscope.ui.control.Tips;
import org.quantoscope.ui.model.BudgetOutcome;
import org.quantoscope.ui.model.Notice;
import org.quantoscope.ui.model.WorkbenchModel;
import org.quantoscope.ui.text.Texts;

import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A size to stay within, and the change of the recipe that loses least in it, before it is taken.
 */
final class BudgetPane extends VBox {
    private static final double LEAST_BITS = 2;
    private static final double MOST_BITS = 8.5;

    private final WorkbenchModel model;
    private final Supplier<TradeOffGrid> grid;
    private final TextField limit = new TextField(bitsText(4.25));
    private final Slider slider = new Slider(LEAST_BITS, MOST_BITS, 4.25);
    private final ComboBox<String> measure = new ComboBox<>();
    private final CheckBox qkv = new CheckBox(Texts.text("budget.alike.qkv"));
    private final CheckBox gateUp = new CheckBox(Texts.text("budget.alike.gateup"));
    private final ToggleButton weighted = new ToggleButton(Texts.text("budget.factors"));
    private final FactorsBox factors;
    private final Button apply = new Button(Texts.text("budget.apply"));
    private final Label summary = new Label();
    private final DiffTable diff = new DiffTable();
    private Optional<Notice> refusal = Optional.empty();

    /**
     * @param openText asks for a file with factors and hands its text over
     */
    BudgetPane(
            WorkbenchModel model,
            Supplier<TradeOffGrid> grid,
            TableSaver tables,
            Consumer<Consumer<String>> openText) {
        this.model = model;
        this.grid = grid;
        this.factors = new FactorsBox(openText);
        weighted.setId("budget-weighted");
        weighted.getStyleClass().add("small");
        Tips.set(weighted, Texts.text("budget.factors.hint"));
        factors.visibleProperty().bind(weighted.selectedProperty());
        factors.managedProperty().bind(weighted.selectedProperty());
        setId("budget");
        getStyleClass().add("budget-pane");
        setSpacing(6);
        summary.setId("budget-summary");
        summary.setWrapText(true);
        summary.setMaxWidth(Double.MAX_VALUE);
        summary.setMinHeight(Region.USE_PREF_SIZE);
        VBox.setVgrow(diff, Priority.ALWAYS);
        getChildren().addAll(form(tables), factors, summary, diff);
        model.views().keep("budget.limit", limit.textProperty());
        model.views()
                .keep(
                        "budget.measure",
                        measure.valueProperty(),
                        java.util.function.Function.identity(),
                        text -> Optional.of(text).filter(measure.getItems()::contains));
        model.views().keepSwitch("budget.qkv", qkv.selectedProperty());
        model.views().keepSwitch("budget.gateup", gateUp.selectedProperty());
        model.budget().outcomeProperty().subscribe(outcome -> show(outcome));
        model.editor().recipeProperty().subscribe(recipe -> showWhetherApplied());
    }

    /** Told when the pane needs more room, and when it gives it back. */
    void onRoom(Consumer<Boolean> listener) {
        weighted.selectedProperty().subscribe((before, now) -> listener.accept(now));
    }

    private Node form(TableSaver tables) {
        Label name = new Label(Texts.text("budget.limit"));
        name.setMinWidth(Region.USE_PREF_SIZE);
        name.setLabelFor(limit);
        limit.setId("budget-limit");
        limit.setPrefColumnCount(8);
        limit.getStyleClass().add("small");
        limit.setAccessibleText(Texts.text("budget.limit"));
        Tips.set(limit, Texts.text("budget.limit.hint"));
        limit.setOnAction(event -> find());
        slider.setId("budget-slider");
        slider.getStyleClass().add("small");
        slider.setBlockIncrement(0.05);
        slider.setPrefWidth(110);
        slider.setAccessibleText(Texts.text("budget.limit"));
        Tips.set(slider, Texts.text("budget.limit.hint"));
        slider.valueProperty().subscribe((before, now) -> slid(now.doubleValue()));
        measure.setId("budget-measure");
        measure.getStyleClass().add("small");
        for (BudgetMeasure each : BudgetMeasure.values()) {
            measure.getItems().add(each.title());
        }
        measure.setValue(BudgetMeasure.NMSE.title());
        measure.setAccessibleText(Texts.text("budget.measure"));
        Tips.set(measure, Texts.text("budget.measure.hint"));
        qkv.setId("budget-qkv");
        Tips.set(qkv, Texts.text("budget.alike.hint"));
        gateUp.setId("budget-gateup");
        Tips.set(gateUp, Texts.text("budget.alike.hint"));
        Button find = new Button(Texts.text("budget.find"));
        find.setId("budget-find");
        find.getStyleClass().addAll("small", "accent");
        Tips.set(find, Texts.text("budget.find.hint"));
        find.setOnAction(event -> find());
        apply.setId("budget-apply");
        apply.getStyleClass().add("small");
        Tips.set(apply, Texts.text("budget.apply.hint"));
        apply.setOnAction(event -> apply());
        FlowPane fields =
                new FlowPane(
                        8, 4, name, limit, slider, measure, qkv, gateUp, weighted, find, apply);
        // Its height is asked for at this width: that which it has.
        fields.widthProperty()
                .subscribe(width -> fields.setPrefWrapLength(Math.max(300, width.doubleValue())));
        fields.setMinWidth(0);
        fields.setRowValignment(VPos.CENTER);
        HBox.setHgrow(fields, Priority.ALWAYS);
        HBox line =
                new HBox(
                        4,
                        fields,
                        tool("copy", () -> ClipboardText.copy(diff.text().tabSeparated())),
                        tool("save-table", () -> tables.save("budget", diff.text())));
        line.setAlignment(Pos.TOP_LEFT);
        return line;
    }

    private static Node tool(String key, Runnable action) {
        return new IconButton("budget-" + key, key, Texts.text("budget." + key), action);
    }

    private static String bitsText(double bits) {
        return Texts.text("budget.limit.bits", Figures.fixed(bits, 2));
    }

    /** The slider writes bits; once there is an answer, letting go of it asks again. */
    private void slid(double bits) {
        limit.setText(bitsText(bits));
        if (model.budget().outcomeProperty().get() instanceof BudgetOutcome.Found) {
            find();
        }
    }

    private void find() {
        if (model.session().isEmpty()) {
            return;
        }
        model.withdraw(refusal);
        try {
            EnumSet<Alike> alike = EnumSet.noneOf(Alike.class);
            if (qkv.isSelected()) {
                alike.add(Alike.QKV);
            }
            if (gateUp.isSelected()) {
                alike.add(Alike.GATE_UP);
            }
            BudgetQuestion question =
                    new BudgetQuestion(
                            LimitText.parse(limit.getText()),
                            BudgetMeasure.values()[
                                    Math.max(0, measure.getSelectionModel().getSelectedIndex())],
                            alike,
                            Map.of());
            model.budget()
                    .find(
                            model.session().get(),
                            grid.get(),
                            question,
                            weighted.isSelected() ? factors.json() : "",
                            model.binsProperty().get());
        } catch (IllegalArgumentException e) {
            String words = Texts.text("budget.refused", String.valueOf(e.getMessage()));
            refusal = Optional.of(Notice.error(words));
            refusal.ifPresent(model::tell);
        }
    }

    private void apply() {
        if (model.budget().outcomeProperty().get() instanceof BudgetOutcome.Found found) {
            model.budget().apply(found);
            model.tell(
                    Notice.information(
                            Texts.text("budget.applied", found.diff().tensors().size())));
        }
    }

    private void show(BudgetOutcome outcome) {
        switch (outcome) {
            case BudgetOutcome.None none -> summary.setText(Texts.text("budget.none"));
            case BudgetOutcome.Searching searching ->
                    summary.setText(Texts.text("budget.searching"));
            case BudgetOutcome.Failed failed -> summary.setText(failed.message());
            case BudgetOutcome.Found found -> summary.setText(words(found));
        }
        if (outcome instanceof BudgetOutcome.Found found) {
            diff.show(found);
        } else if (!(outcome instanceof BudgetOutcome.Searching)) {
            diff.clear();
        }
        diff.setDimmed(outcome instanceof BudgetOutcome.Searching);
        showWhetherApplied();
    }

    /** What is the recipe already cannot be applied once more. */
    private void showWhetherApplied() {
        apply.setDisable(
                !(model.budget().outcomeProperty().get() instanceof BudgetOutcome.Found found)
                        || found.plan().recipe().equals(model.editor().recipe()));
    }

    private static String words(BudgetOutcome.Found found) {
        BudgetPlan plan = found.plan();
        String reached =
                Texts.text(
                        "budget.found",
                        Figures.fixed(plan.reachedBits(), 3),
                        Figures.fixed(plan.budgetBits(), 3),
                        Figures.bytes(plan.storedBytes()),
                        Figures.bytes(plan.storedBytes() + plan.keptBytes()),
                        plan.question().measure().title(),
                        Figures.significant(plan.error(), 3));
        String before =
                found.before()
                        .map(it ->
                                Texts.text(
                                        "budget.before",
                                        Figures.fixed(it.bits(), 3),
                                        Figures.significant(it.error(), 3)))
                        .orElse("");
        String proof =
                plan.optimal()
                        ? Texts.text("budget.optimal")
                        : Texts.text(
                                "budget.gap",
                                Figures.percent(plan.objective() / plan.bound() - 1, 2));
        return reached + before + weighted(plan) + " " + proof;
    }

    /** Errors are told as they are; what was kept small has the factors in it. */
    private static String weighted(BudgetPlan plan) {
        return plan.question().sensitivity().isEmpty()
                ? ""
                : Texts.text(
                        "budget.weighted",
                        plan.question().sensitivity().size(),
                        plan.tensors().size(),
                        Figures.significant(plan.objective(), 3));
    }
}
