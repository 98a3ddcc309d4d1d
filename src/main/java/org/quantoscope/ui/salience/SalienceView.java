package org.quantoscope.ui.salience;

import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.RowConstraints;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

import org.quantoscope.analysis.MatrixWindow;
import org.quantoscope.quant.Salience;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.ui.chart.CellReading;
import org.quantoscope.ui.chart.ChartSaver;
import org.quantoscope.ui.chart.DensityChart;
import org.quantoscope.ui.chart.DensityWords;
import org.quantoscope.ui.chart.Palette;
import org.quantoscope.ui.chart.PlotPane;
import org.quantoscope.ui.chart.TailChart;
import org.quantoscope.ui.control.ChartFrame;
import org.quantoscope.ui.control.Figures;
import org.quantoscope.ui.control.FrameSwitch;
import org.quantoscope.ui.control.LinesAhead;
import org.quantoscope.ui.control.TableSaver;
import org.quantoscope.ui.control.Tips;
import org.quantoscope.ui.model.Look;
import org.quantoscope.ui.model.SalienceLook;
import org.quantoscope.ui.model.WorkbenchModel;
import org.quantoscope.ui.text.Texts;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Where the selected tensor's salient weights sit, and how far out they begin. */
public final class SalienceView extends VBox implements LinesAhead {
    private final WorkbenchModel model;
    private final Label title = new Label();
    private final Label facts = new Label();
    private final Label reading = new Label();
    private final Label message = new Label();
    private final DensityChart density = density("density");
    private final DensityChart heldDensity = density("density-held");
    private final TailChart tail =
            new TailChart(Texts.text("salience.tail.x"), Texts.text("salience.tail.y"));
    private final EnergyChart energy = new EnergyChart();
    private final ConcentrationPane concentration;
    private final HeavyColumns columns;
    private final ThresholdMoves moves;
    private final ChartFrame densityFrame;
    private final ChartFrame tailFrame;
    private final ChartFrame energyFrame;
    private final ChartFrame columnsFrame;
    private final ChartFrame heldFrame;
    private final FrameSwitch beside;
    private final ColumnConstraints left = new ColumnConstraints();
    private final ColumnConstraints right = new ColumnConstraints();
    private Optional<TensorInfo> subject = Optional.empty();

    public SalienceView(WorkbenchModel model, ChartSaver pictures, TableSaver tables) {
        this.model = model;
        this.moves = new ThresholdMoves(model);
        setId("salience");
        getStyleClass().add("salience-view");
        columns = new HeavyColumns(this::chooseColumn);
        densityFrame =
                new ChartFrame("salience.density", density)
                        .withAction("reset-zoom", "chart.reset-zoom", density::resetZoom)
                        .withAction(
                                "save-picture",
                                "chart.save-picture",
                                () -> save(pictures, density, "density"));
        heldFrame =
                new ChartFrame("salience.held", heldDensity)
                        .withAction(
                                "save-picture",
                                "chart.save-picture",
                                () -> save(pictures, heldDensity, "held"));
        tailFrame =
                new ChartFrame("salience.tail", tail)
                        .withAction(
                                "save-picture",
                                "chart.save-picture",
                                () -> save(pictures, tail, "tail"));
        energyFrame =
                new ChartFrame("salience.energy", energy)
                        .withAction(
                                "save-picture",
                                "chart.save-picture",
                                () -> save(pictures, energy, "energy"));
        concentration = new ConcentrationPane(model, pictures);
        columnsFrame =
                new ChartFrame("salience.columns", columns)
                        .withAction("copy", "table.copy", columns::copy)
                        .withAction(
                                "save-table",
                                "table.save",
                                () -> tables.save("salient-columns", columns.table()));
        beside =
                new FrameSwitch(
                        "salience.show", List.of("columns", "held"), columnsFrame, heldFrame);
        getChildren().addAll(header(), body(), reading);
        tail.setListener(moves);
        listen(density);
        listen(heldDensity);
        var window = model.salience().windowProperty();
        window.subscribe(density::lookAt);
        window.subscribe(heldDensity::lookAt);
        model.comparison().comparedProperty().subscribe(both -> compare());
        model.comparison().otherProperty().subscribe(other -> compare());
        model.salience()
                .onScreenProperty()
                .bind(parentProperty().flatMap(Node::visibleProperty).orElse(false));
        model.salience().lookProperty().subscribe(look -> show(look));
    }

    @Override
    public void makeLines() {
        columns.makeLines();
    }

    private static DensityChart density(String id) {
        return new DensityChart(id, new DensityWords(words(""), words("weight.")));
    }

    private static DensityWords.Ends words(String kind) {
        String key = "salience.legend." + kind;
        return new DensityWords.Ends(
                Texts.text(key + "title"), Texts.text(key + "least"), Texts.text(key + "most"));
    }

    /** Both maps zoom together, and either chooses. */
    private void listen(DensityChart map) {
        map.setOnReading(this::showReading);
        map.setOnWindow(window -> model.salience().windowProperty().set(Optional.of(window)));
        map.setOnChoice((row, column) -> {
            var choice = model.depth().choiceProperty();
            choice.set(choice.get().withRow(row).withColumn(column));
        });
    }

    /**
     * Two recipes: two maps of the same size, the columns behind a button. Another checkpoint as B
     * has no salient weights that its file tells, so there is nothing to show beside.
     */
    private void compare() {
        boolean both =
                model.comparison().comparedProperty().get()
                        && model.comparison().otherProperty().get().isEmpty();
        left.setPercentWidth(both ? 50 : 62);
        right.setPercentWidth(both ? 50 : 38);
        beside.setChoice(both);
        beside.show(both ? 1 : 0);
        columns.setCompared(both);
    }

    private Node header() {
        title.getStyleClass().add("pane-title");
        title.setMinWidth(0);
        title.setTextOverrun(OverrunStyle.LEADING_ELLIPSIS);
        facts.getStyleClass().add("hint");
        facts.setId("salience-facts");
        facts.setMinWidth(0);
        HBox header = new HBox(8, title, facts);
        header.getStyleClass().add("pane-header");
        return header;
    }

    private Node body() {
        reading.getStyleClass().add("reading");
        reading.setId("salience-reading");
        reading.setWrapText(true);
        reading.setMaxWidth(Double.MAX_VALUE);
        message.getStyleClass().add("chart-message");
        message.setId("salience-message");
        message.setWrapText(true);
        message.setMaxWidth(460);
        GridPane grid = new GridPane();
        grid.getStyleClass().add("chart-grid");
        left.setHgrow(Priority.ALWAYS);
        right.setHgrow(Priority.ALWAYS);
        grid.getColumnConstraints().addAll(left, right);
        grid.getRowConstraints().addAll(percentRow(58), percentRow(42));
        grid.add(densityFrame, 0, 0);
        grid.add(beside, 1, 0);
        grid.add(tailFrame, 0, 1);
        grid.add(
                new FrameSwitch(
                        "salience.show", List.of("energy", "model"), energyFrame, concentration),
                1,
                1);
        StackPane middle = new StackPane(grid, message);
        VBox.setVgrow(middle, Priority.ALWAYS);
        return middle;
    }

    private static RowConstraints percentRow(double percent) {
        RowConstraints row = new RowConstraints();
        row.setPercentHeight(percent);
        row.setVgrow(Priority.ALWAYS);
        return row;
    }

    public void setPalette(Palette palette) {
        density.setPalette(palette);
        heldDensity.setPalette(palette);
        tail.setPalette(palette);
        energy.setPalette(palette);
        concentration.setPalette(palette);
    }

    private void chooseColumn(long column) {
        var choice = model.depth().choiceProperty();
        choice.set(
                choice.get()
                        .withColumn(column)
                        .withKind(org.quantoscope.ui.model.PartChoice.Kind.COLUMN));
    }

    private void save(ChartSaver pictures, PlotPane chart, String key) {
        pictures.save(
                chart,
                Texts.text("salience." + key) + subject.map(it -> " — " + it.name()).orElse(""),
                facts.getText());
    }

    private void show(Look<SalienceLook> look) {
        message.setText(
                look.failure()
                        .orElse(
                                look.answer().isEmpty()
                                        ? Texts.text(
                                                look.current()
                                                        ? "salience.none"
                                                        : "chart.measuring")
                                        : ""));
        message.setVisible(!message.getText().isEmpty());
        moves.show(look.answer());
        look.answer().ifPresentOrElse(it -> show(it, !look.current()), this::clear);
        columnsFrame.setStale(!look.current());
    }

    private void clear() {
        subject = Optional.empty();
        title.setText(model.shown().map(TensorInfo::name).orElse(Texts.text("page.salient")));
        facts.setText("");
        density.clear();
        heldDensity.clear();
        columns.clear();
        tail.clear();
        energy.show(List.of(), false);
        for (ChartFrame frame :
                List.of(densityFrame, heldFrame, tailFrame, energyFrame, columnsFrame)) {
            frame.setFigure("");
        }
        showReading(Optional.empty());
    }

    private void show(SalienceLook look, boolean stale) {
        boolean newSubject = !subject.equals(Optional.of(look.tensor()));
        subject = Optional.of(look.tensor());
        Salience salience = look.salience();
        title.setText(look.tensor().name());
        Tips.set(title, look.tensor().name());
        facts.setText(SalienceWords.facts(look));
        show(density, look, stale, newSubject);
        Optional<SalienceLook> held = held(look);
        held.ifPresentOrElse(
                it -> {
                    show(heldDensity, it, stale, newSubject);
                    heldDensity.lookAt(model.salience().windowProperty().get());
                    heldFrame.setFigure(SalienceWords.brief(it));
                },
                heldDensity::clear);
        densityFrame.setFigure(held.isPresent() ? SalienceWords.brief(look) : "");
        columns.show(look.heaviest(), held.map(SalienceLook::whole));
        columnsFrame.setFigure(
                Texts.text(
                        "salience.columns.figure",
                        Figures.percent(look.whole().shareOfFullestColumns(), 1)));
        tail.show(look.tail(), salience.threshold(), threshold(look.held()), stale);
        tail.describeThreshold(
                Texts.text(
                        "salience.handle",
                        Figures.significant(salience.threshold(), 4),
                        Figures.percent(salience.achieved(), 3)));
        tell(
                tailFrame,
                tail,
                "salience.tail",
                Texts.text(
                        "salience.tail.figure",
                        Figures.significant(salience.threshold(), 4),
                        Figures.percent(salience.achieved(), 3)));
        energy.show(look, stale);
        tell(
                energyFrame,
                energy,
                "salience.energy",
                Texts.text(
                        "salience.energy.figure",
                        Figures.percent(
                                look.tail().squaresOfLargest(look.salience().salientCount()), 1)));
        showReading(Optional.empty());
    }

    /** What stands beside; while B is shown in place of A, B on both sides. */
    private Optional<SalienceLook> held(SalienceLook look) {
        return look.held()
                .or(() ->
                        Optional.of(look)
                                .filter(it -> model.comparison().comparedProperty().get())
                                .filter(it -> model.comparison().showsHeldProperty().get()));
    }

    private static OptionalDouble threshold(Optional<SalienceLook> look) {
        return look.map(SalienceLook::salience)
                .filter(it -> it.salientCount() > 0)
                .map(it -> OptionalDouble.of(it.threshold()))
                .orElse(OptionalDouble.empty());
    }

    private static void show(
            DensityChart chart, SalienceLook look, boolean stale, boolean newSubject) {
        chart.show(
                look.map(),
                MatrixWindow.of(look.tensor()),
                look.salience().achieved(),
                look.tail().largest(),
                stale,
                newSubject);
        chart.describe(
                Texts.text(
                        "salience.density.described",
                        look.tensor().name(),
                        SalienceWords.facts(look)));
    }

    /** A figure over the chart, read out with its title. */
    private static void tell(ChartFrame frame, PlotPane chart, String key, String figure) {
        frame.setFigure(figure);
        chart.describe(Texts.text("chart.said", Texts.text(key), figure));
    }

    private void showReading(Optional<CellReading> cell) {
        reading.setText(cell.map(SalienceWords::of).orElse(Texts.text("salience.reading.none")));
    }
}
