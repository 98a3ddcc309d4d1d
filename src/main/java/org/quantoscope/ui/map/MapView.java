package org.quantoscope.ui.map;

import javafx.animation.PauseTransition;
import javafx.collections.ListChangeListener;
import javafx.collections.MapChangeListener;
import javafx.collections.SetChangeListener;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;

import org.quantoscope.analysis.TensorOutcome;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.ui.chart.ChartSaver;
import org.quantoscope.ui.chart.HeatMapChart;
import org.quantoscope.ui.chart.HeatMapData;
import org.quantoscope.ui.chart.Palette;
import org.quantoscope.ui.control.ClipboardText;
import org.quantoscope.ui.control.Figures;
import org.quantoscope.ui.control.TableSaver;
import org.quantoscope.ui.control.TableText;
import org.quantoscope.ui.model.CheckpointSession;
import org.quantoscope.ui.model.Comparison;
import org.quantoscope.ui.model.LayerGrid;
import org.quantoscope.ui.model.TextItem;
import org.quantoscope.ui.model.WorkbenchModel;
import org.quantoscope.ui.text.Texts;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** The model map: every tensor of the checkpoint in one picture; its selection is the window's. */
public final class MapView extends VBox implements MapTools.Actions {
    private static final KeyCombination COPY = KeyCombination.keyCombination("Shortcut+C");

    /** Outcomes come in much faster than an eye follows. */
    private static final int REDRAW_MILLIS = 80;

    private final WorkbenchModel model;
    private final ChartSaver pictures;
    private final TableSaver tables;
    private final HeatMapChart chart = new HeatMapChart("map-chart");
    private final MapTools tools = new MapTools(this);
    private final MapScales scales = new MapScales();
    private final Label reading = new Label();
    private final Label message = new Label(Texts.text("map.empty"));
    private final PauseTransition redraw = new PauseTransition(Duration.millis(REDRAW_MILLIS));
    private LayerGrid layout = LayerGrid.of(List.of());
    private HeatMapData data;

    public MapView(WorkbenchModel model, ChartSaver pictures, TableSaver tables) {
        this.model = model;
        this.pictures = pictures;
        this.tables = tables;
        data = new MapCells(layout, measure(), model.forwardErrors()::of).data(List.of(), legend());
        setId("map");
        getStyleClass().add("map-view");
        reading.setId("map-reading");
        reading.getStyleClass().add("reading");
        reading.setWrapText(true);
        reading.setMaxWidth(Double.MAX_VALUE);
        message.getStyleClass().add("chart-message");
        message.setWrapText(true);
        message.setMaxWidth(Region.USE_PREF_SIZE);
        StackPane middle = new StackPane(chart, message);
        VBox.setVgrow(middle, Priority.ALWAYS);
        getChildren().addAll(tools, middle, reading);
        chart.setOnReading(this::showReading);
        chart.setOnPick(this::pick);
        chart.describe(Texts.text("map.described"));
        addEventHandler(
                KeyEvent.KEY_PRESSED,
                event -> {
                    if (COPY.match(event)) {
                        copy();
                        event.consume();
                    }
                });
        redraw.setOnFinished(event -> show());
        model.views().keep("map.measure", tools.measureProperty(), MapMeasure.class);
        model.views().keepSwitch("map.difference", tools.differenceProperty());
        followModel();
        showReading(OptionalInt.empty());
    }

    public void setPalette(Palette palette) {
        chart.setPalette(palette);
    }

    private void followModel() {
        model.sessions().sessionProperty().subscribe(this::showSession);
        model.sweep()
                .outcomes()
                .addListener((MapChangeListener<String, TensorOutcome>) change -> showSoon());
        model.sweep()
                .currentProperty()
                .subscribe(current -> {
                    if (current && !model.sweep().outcomes().isEmpty()) {
                        show();
                        scales.fix();
                    }
                });
        model.sweep().stoppedProperty().subscribe((before, now) -> show());
        Comparison comparison = model.comparison();
        comparison.shownRecipeProperty().subscribe(recipe -> showSoon());
        comparison.sideBySideProperty().subscribe(both -> showSoon());
        // What comes beside must fit on the scale; from then on it holds still again.
        comparison.heldTotalsProperty().subscribe((before, now) -> fitScale());
        comparison.holdingProperty().subscribe(tools::showDifference);
        comparison
                .heldOutcomes()
                .addListener((MapChangeListener<String, TensorOutcome>) change -> showSoon());
        model.selection().addListener((ListChangeListener<TensorInfo>) change -> show());
        tools.measureProperty().subscribe((before, now) -> fitScale());
        model.forwardErrors().newsProperty().subscribe((before, now) -> fitScale());
        model.evaluation().supportProperty().subscribe((before, now) -> explain());
        model.evaluation()
                .texts()
                .chosen()
                .addListener((SetChangeListener<TextItem>) change -> explain());
        tools.differenceProperty().subscribe((before, now) -> fitScale());
    }

    private void showSession(Optional<CheckpointSession> session) {
        layout = LayerGrid.of(session.map(CheckpointSession::tensors).orElse(List.of()));
        explain();
        scales.release();
        show();
    }

    /** Says why there are no colours, and what to press. */
    private void explain() {
        Optional<String> hindrance = model.forwardErrors().hindrance();
        String text = model.forwardErrors().wantedText().orElse(Figures.NONE);
        tools.explainMeasuring(
                hindrance.orElseGet(() -> Texts.text("map.forward.hint", text)),
                hindrance.isEmpty());
        boolean none = layout.places().isEmpty();
        boolean unmeasured =
                measure() == MapMeasure.FORWARD_ERROR && model.forwardErrors().isEmpty();
        message.setVisible(none || unmeasured);
        message.setText(
                none
                        ? Texts.text("map.empty")
                        : hindrance
                                .map(why -> Texts.text("map.forward.cannot", why))
                                .orElseGet(() -> Texts.text("map.forward.empty", text)));
    }

    @Override
    public void measureOnText() {
        model.forwardErrors().measure();
    }

    @Override
    public void fitScale() {
        scales.release();
        show();
        if (model.sweep().currentProperty().get()) {
            scales.fix();
        }
    }

    @Override
    public void copy() {
        ClipboardText.copy(table().tabSeparated());
    }

    @Override
    public void saveTable() {
        tables.save("map", table());
    }

    @Override
    public void savePicture() {
        String name = model.session().map(CheckpointSession::name).orElse("quantoscope");
        pictures.save(chart, Texts.text("map.picture", name), title());
    }

    private TableText table() {
        return MapWords.table(layout, data, title());
    }

    private MapMeasure measure() {
        return tools.measureProperty().get();
    }

    private String title() {
        String unit = measure().unit().isEmpty() ? "" : "," + measure().unit();
        return subject(unit) + (isSplit() ? Texts.text("map.title.split") : "");
    }

    /** What the colours are of; what was measured on a text names it. */
    private String subject(String unit) {
        String measured =
                (measure() == MapMeasure.FORWARD_ERROR
                                ? model.forwardErrors().measuredText()
                                : Optional.<String>empty())
                        .map(text -> Texts.text("map.title.text", measure().title(), text))
                        .orElse(measure().title());
        return isDifference()
                ? Texts.text("map.title.difference", measured + unit)
                : measured + unit;
    }

    private HeatMapData.Legend legend() {
        return new HeatMapData.Legend(
                title(),
                measure()::format,
                Texts.text("map.legend.kept"),
                Texts.text(
                        model.sweep().stoppedProperty().get().isPresent()
                                ? "map.legend.stopped"
                                : "map.legend.unknown"),
                Texts.text("map.legend.below"),
                Texts.text("map.legend.above"));
    }

    private void showSoon() {
        if (redraw.getStatus() != javafx.animation.Animation.Status.RUNNING) {
            redraw.playFromStart();
        }
    }

    private void show() {
        redraw.stop();
        explain();
        MapCells cells = new MapCells(layout, measure(), model.forwardErrors()::of);
        Comparison both = model.comparison();
        List<HeatMapData.Cell> shown =
                cells.of(model.sweep().outcomes(), both.shownRecipeProperty().get());
        if (isDifference() || isSplit()) {
            List<HeatMapData.Cell> own = cells.of(both.editedOutcomes(), model.editor().recipe());
            List<HeatMapData.Cell> held = cells.of(both.heldOutcomes(), both.heldRecipe());
            shown = isDifference() ? MapCells.difference(own, held) : MapCells.beside(own, held);
        }
        data = cells.data(shown, legend());
        chart.show(
                data,
                scales.of(
                        MapCells.values(shown),
                        measure().spacing(),
                        isDifference(),
                        model.sweep().currentProperty().get()),
                selectedPlaces());
        chart.tell();
    }

    /** Whether each cell shows A at the left and B at the right. */
    private boolean isSplit() {
        return model.comparison().sideBySideProperty().get() && !isDifference();
    }

    private boolean isDifference() {
        return tools.differenceProperty().get() && model.comparison().holdingProperty().get();
    }

    private Set<Integer> selectedPlaces() {
        Set<TensorInfo> selected = new HashSet<>(model.selection());
        Set<Integer> places = new HashSet<>();
        for (int i = 0; i < layout.places().size(); i++) {
            if (layout.places().get(i).tensors().stream().anyMatch(selected::contains)) {
                places.add(i);
            }
        }
        return places;
    }

    private void pick(HeatMapChart.Pick pick) {
        Set<TensorInfo> next = new LinkedHashSet<>();
        if (pick.added()) {
            next.addAll(model.selection());
        }
        for (int cell : pick.cells()) {
            List<TensorInfo> tensors = layout.places().get(cell).tensors();
            // What is picked last is shown, also where it was selected before.
            tensors.forEach(next::remove);
            next.addAll(tensors);
        }
        model.selection().setAll(next);
    }

    private String value(HeatMapData.Cell cell) {
        String own = measure().format(cell.value()) + measure().unit();
        return cell.beside()
                .map(it ->
                        Texts.text(
                                "map.reading.beside",
                                own,
                                it.kind() == HeatMapData.Kind.VALUE
                                        ? measure().format(it.value()) + measure().unit()
                                        : Figures.NONE))
                .orElse(own);
    }

    private void showReading(OptionalInt cell) {
        if (cell.isEmpty() || cell.getAsInt() >= layout.places().size()) {
            reading.setText(Texts.text("map.reading.none"));
            chart.describe(Texts.text("map.described"));
            return;
        }
        HeatMapData.Cell at = data.cells().get(cell.getAsInt());
        String words =
                MapWords.reading(
                        layout.places().get(cell.getAsInt()),
                        at,
                        subject(""),
                        value(at),
                        data.legend().unknown(),
                        model.sweep().outcomes());
        reading.setText(words);
        chart.describe(words);
    }
}
