package org.quantoscope.ui.tradeoff;

import javafx.css.PseudoClass;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.SplitPane;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

import org.quantoscope.analysis.TradeOff;
import org.quantoscope.ui.chart.ChartSaver;
import org.quantoscope.ui.chart.Palette;
import org.quantoscope.ui.chart.TradeOffChart;
import org.quantoscope.ui.chart.TradeOffData;
import org.quantoscope.ui.control.ClipboardText;
import org.quantoscope.ui.control.IconButton;
import org.quantoscope.ui.control.PaneHeader;
import org.quantoscope.ui.control.TableSaver;
import org.quantoscope.ui.control.Tips;
import org.quantoscope.ui.control.WrapColumn;
import org.quantoscope.ui.model.Comparison;
import org.quantoscope.ui.model.Notice;
import org.quantoscope.ui.model.TradeOffModel;
import org.quantoscope.ui.model.TradeOffResult;
import org.quantoscope.ui.model.WorkbenchModel;
import org.quantoscope.ui.text.Texts;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Error against bits of many specifications at once, as a chart and as a table, each point to be
 * taken by a click; beside it the best choice per tensor within a budget.
 */
public final class TradeOffView extends VBox {
    private static final PseudoClass ESTIMATE = PseudoClass.getPseudoClass("estimate");

    /** How much of the height the chart has, and what factors on errors leave to it. */
    private static final double CHART_SHARE = 0.55;

    private static final double CHART_LEAST = 0.3;

    /** Beside the form and the words of a budget its table has room for some lines. */
    private static final double CHART_OVER_BUDGET = 0.36;

    private final WorkbenchModel model;
    private final TradeOffModel tradeOff;
    private final TradeOffChart chart = new TradeOffChart();
    private final AxisTools axes = new AxisTools(this::showPoints);
    private final PointTable table = new PointTable(row -> take(row.point()));
    private final RunBar bar;
    private final ModelRunBar modelBar;
    private final Label facts = new Label();
    private final Label reading = new Label();
    private final Label message = new Label();
    private final ProgressBar running = new ProgressBar(0);
    private Optional<TradeOffResult> drawn = Optional.empty();

    /**
     * @param openText asks for a file with factors on errors and hands its text over
     */
    public TradeOffView(
            WorkbenchModel model,
            ChartSaver pictures,
            TableSaver tables,
            Consumer<Consumer<String>> openText) {
        this.model = model;
        this.tradeOff = model.tradeOff();
        this.bar = new RunBar(model);
        this.modelBar = new ModelRunBar(model);
        setId("trade-off");
        getStyleClass().add("tradeoff-view");
        reading.setId("trade-off-reading");
        reading.getStyleClass().add("reading");
        reading.setWrapText(true);
        reading.setMaxWidth(Double.MAX_VALUE);
        message.setId("trade-off-message");
        message.getStyleClass().add("chart-message");
        message.setWrapText(true);
        message.setMaxWidth(460);
        running.setId("trade-off-progress");
        running.getStyleClass().add("chart-progress");
        running.setAccessibleText(Texts.text("tradeoff.measuring"));
        running.setMaxWidth(Double.MAX_VALUE);
        running.setMouseTransparent(true);
        StackPane.setAlignment(running, Pos.TOP_CENTER);
        StackPane picture = new StackPane(chart, message, running);
        picture.setMinHeight(150);
        VBox.setVgrow(picture, Priority.ALWAYS);
        WrapColumn upper = new WrapColumn(axes, modelBar, picture, reading);
        BudgetPane budget = new BudgetPane(model, bar::forWholeModel, tables, openText);
        TabPane lower = new TabPane(tab("points", table), tab("budget", budget));
        lower.setId("trade-off-tabs");
        lower.setAccessibleText(Texts.text("tradeoff.tabs"));
        lower.getStyleClass().add("centre-pages");
        lower.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
        lower.setMinHeight(120);
        SplitPane split = new SplitPane(upper, lower);
        split.setOrientation(Orientation.VERTICAL);
        split.setDividerPositions(CHART_SHARE);
        lower.getSelectionModel()
                .selectedIndexProperty()
                .subscribe((before, now) ->
                        split.setDividerPositions(
                                now.intValue() == 0 ? CHART_SHARE : CHART_OVER_BUDGET));
        budget.onRoom(more ->
                split.setDividerPositions(
                        more
                                ? Math.min(CHART_LEAST, split.getDividerPositions()[0])
                                : CHART_OVER_BUDGET));
        VBox.setVgrow(split, Priority.ALWAYS);
        getChildren().addAll(header(pictures, tables), bar, split);
        axes.keepIn(model.views());
        chart.setOnHover(this::read);
        chart.setOnPick(this::take);
        table.getSelectionModel()
                .selectedItemProperty()
                .subscribe(row -> {
                    Optional<TradeOff.Point> point = Optional.ofNullable(row).map(PointRow::point);
                    chart.point(point);
                    read(point);
                });
        tradeOff.resultProperty().subscribe(result -> showPoints());
        tradeOff.runningProperty().subscribe(now -> showState());
        model.jobs().runningProperty().subscribe(job -> showProgress());
        model.pointRuns().runningProperty().subscribe(now -> showState());
        tradeOff.failureProperty().subscribe(failure -> showState());
        model.sessions().sessionProperty().subscribe(session -> showState());
        model.editor().recipeProperty().subscribe((before, now) -> showPresent());
        model.sweep().currentProperty().subscribe((before, now) -> showPresent());
        model.comparison().heldTotalsProperty().subscribe((before, now) -> showPresent());
        model.comparison().comparedProperty().subscribe((before, now) -> showPresent());
        model.comparison().shownRecipeProperty().subscribe((before, now) -> showPresent());
    }

    public void setPalette(Palette palette) {
        chart.setPalette(palette);
    }

    /** Tries the grid as it is typed on what is in scope. */
    public void run() {
        bar.run();
    }

    private Node header(ChartSaver pictures, TableSaver tables) {
        facts.setId("trade-off-facts");
        return new PaneHeader(
                Texts.text("tradeoff.title"),
                facts,
                tool("copy", () -> ClipboardText.copy(table.text().tabSeparated())),
                tool("save-table", () -> tables.save("trade-off", table.text())),
                tool(
                        "save-picture",
                        () -> pictures.save(chart, Texts.text("tradeoff.title"), facts.getText())));
    }

    private static Tab tab(String key, Node content) {
        Tab tab = new Tab(Texts.text("tradeoff." + key), content);
        tab.setId("tab-" + key);
        tab.setTooltip(Tips.of(Texts.text("tradeoff." + key + ".hint")));
        return tab;
    }

    private static Node tool(String key, Runnable action) {
        return new IconButton("trade-off-" + key, key, Texts.text("tradeoff." + key), action);
    }

    /** Takes a point: one step that undo takes back. */
    private void take(TradeOff.Point point) {
        tradeOff.resultProperty()
                .get()
                .ifPresent(result -> {
                    table.reveal(point);
                    tradeOff.apply(result, point.spec());
                    model.tell(
                            Notice.information(
                                    Texts.text(
                                            "tradeoff.applied",
                                            PointWords.words(point.spec()),
                                            result.tradeOff().tensors().size())));
                });
    }

    private void showPoints() {
        modelBar.show(axes.loss());
        Optional<TradeOffResult> result = tradeOff.resultProperty().get();
        if (result.isEmpty()) {
            chart.clear();
            table.show(List.of());
        } else {
            TradeOffData data = data(result.get());
            boolean sameGrid =
                    drawn.map(it ->
                                    it.grid().equals(result.get().grid())
                                            && it.wholeModel() == result.get().wholeModel()
                                            && it.session() == result.get().session())
                            .orElse(false);
            chart.update(data, sameGrid && !axes.haveChanged());
            table.show(PointRow.of(result.get(), data.front()));
            chart.point(table.chosen().map(PointRow::point));
        }
        drawn = result;
        showState();
    }

    /** Only the mark of the recipe moves with the recipe; the points stay what they are. */
    private void showPresent() {
        drawn.ifPresent(result -> {
            chart.update(data(result), true);
            chart.point(table.chosen().map(PointRow::point));
        });
    }

    private TradeOffData data(TradeOffResult result) {
        return new TradeOffData(
                result.tradeOff().lines(),
                shows(false) ? tradeOff.present(result) : Optional.empty(),
                shows(true) ? tradeOff.held(result) : Optional.empty(),
                axes.cost(),
                axes.loss(),
                Texts.text("tradeoff.axis." + axes.cost().key() + ".label"),
                Texts.text("tradeoff.axis." + axes.loss().key() + ".label"));
    }

    /** Whether B, or A, has a mark: both beside each other, or the one shown in place of both. */
    private boolean shows(boolean held) {
        Comparison comparison = model.comparison();
        return comparison.sideBySideProperty().get()
                || comparison.showsHeldProperty().get() == held;
    }

    /** What is shown, and why nothing is where there is nothing. */
    private void showState() {
        showProgress();
        Optional<TradeOffResult> result = tradeOff.resultProperty().get();
        String text =
                tradeOff.failureProperty()
                        .get()
                        .orElse(
                                result.isPresent()
                                        ? notRun(result.get())
                                        : Texts.text(
                                                tradeOff.runningProperty().get()
                                                        ? "tradeoff.measuring"
                                                        : "tradeoff.empty"));
        message.setText(text);
        message.setVisible(!text.isEmpty());
        facts.setText(result.map(this::factsOf).orElse(""));
        Tips.set(facts, facts.getText());
        boolean estimate = result.map(TradeOffResult::estimate).orElse(false);
        facts.pseudoClassStateChanged(ESTIMATE, estimate);
        chart.describe(
                result.map(it -> Texts.text("tradeoff.described", factsOf(it)))
                        .orElse(Texts.text("tradeoff.empty")));
        if (table.chosen().isEmpty()) {
            read(Optional.empty());
        }
    }

    /** That no point can be drawn, because nobody has run the model yet. */
    private String notRun(TradeOffResult result) {
        boolean some =
                result.tradeOff().lines().stream()
                        .flatMap(line -> line.points().stream())
                        .anyMatch(point -> Double.isFinite(axes.loss().of(point.model())));
        return some ? "" : Texts.text("tradeoff.model.empty");
    }

    /** How far the points are, over the points themselves; the status line tells rate and rest. */
    private void showProgress() {
        boolean now = tradeOff.runningProperty().get() || model.pointRuns().runningProperty().get();
        running.setVisible(now);
        if (now) {
            running.setProgress(
                    model.jobs()
                            .runningProperty()
                            .get()
                            .map(job -> job.progress().fraction())
                            .orElse(0.0));
        }
    }

    private String factsOf(TradeOffResult result) {
        return PointWords.facts(result, tradeOff.runningProperty().get());
    }

    private void read(Optional<TradeOff.Point> point) {
        Optional<TradeOff.Point> told =
                point.isPresent() ? point : table.chosen().map(PointRow::point);
        reading.setText(
                told.map(it -> PointWords.reading(tradeOff.resultProperty().get(), it))
                        .orElse(
                                tradeOff.resultProperty().get().isPresent()
                                        ? Texts.text(
                                                "tradeoff.reading.none",
                                                Texts.text(
                                                        axes.loss().isLessBetter()
                                                                ? "tradeoff.better.lower"
                                                                : "tradeoff.better.upper"),
                                                Texts.textOr(
                                                        model.comparison()
                                                                .heldProperty()
                                                                .get()
                                                                .map(it -> "tradeoff.mark.held")
                                                                .orElse(""),
                                                        ""))
                                        : ""));
    }
}
