package org.quantoscope.ui.salience;

import javafx.animation.PauseTransition;
import javafx.collections.MapChangeListener;
import javafx.scene.control.ComboBox;
import javafx.util.Duration;

import org.quantoscope.analysis.TensorOutcome;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.ui.chart.ChartSaver;
import org.quantoscope.ui.chart.HeatMapChart;
import org.quantoscope.ui.chart.HeatMapData;
import org.quantoscope.ui.chart.HeatScale;
import org.quantoscope.ui.chart.Palette;
import org.quantoscope.ui.control.ChartFrame;
import org.quantoscope.ui.control.Tips;
import org.quantoscope.ui.model.Freshness;
import org.quantoscope.ui.model.WorkbenchModel;
import org.quantoscope.ui.text.Texts;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/** How salience concentrates over the model: one cell per layer and role. */
final class ConcentrationPane extends ChartFrame {
    /** Outcomes come in by the dozen; the picture follows that seldom. */
    private static final Duration SOON = Duration.millis(120);

    private final WorkbenchModel model;
    private final HeatMapChart chart;
    private final ComboBox<Concentration> measure = new ComboBox<>();
    private final PauseTransition redraw = new PauseTransition(SOON);
    private List<TensorInfo> tensors = List.of();

    ConcentrationPane(WorkbenchModel model, ChartSaver pictures) {
        this(model, pictures, new HeatMapChart("concentration"));
    }

    private ConcentrationPane(WorkbenchModel model, ChartSaver pictures, HeatMapChart chart) {
        super("salience.model", chart);
        this.model = model;
        this.chart = chart;
        measure.setId("concentration-measure");
        measure.getStyleClass().add("small");
        measure.getItems().setAll(Concentration.values());
        measure.setValue(Concentration.COLUMNS);
        measure.setAccessibleText(Texts.text("salience.model"));
        measure.setMinWidth(USE_PREF_SIZE);
        measure.setPrefWidth(128);
        Tips.set(measure, Texts.text("salience.model.hint"));
        hideTitle();
        measure.setOnAction(event -> show());
        with(measure);
        withAction(
                "save-picture",
                "chart.save-picture",
                () ->
                        pictures.save(
                                chart,
                                Texts.text("salience.model"),
                                measure.getValue().toString()));
        chart.describe(Texts.text("salience.model.described"));
        chart.setOnReading(this::read);
        chart.setOnPick(pick -> model.selection().setAll(tensors.get(pick.cells().getFirst())));
        redraw.setOnFinished(event -> show());
        visibleProperty().subscribe(visible -> showSoon());
        model.salience().onScreenProperty().subscribe(now -> showSoon());
        model.sessions().sessionProperty().subscribe(session -> showSoon());
        model.editor().recipeProperty().subscribe(recipe -> showSoon());
        model.sweep()
                .outcomes()
                .addListener((MapChangeListener<String, TensorOutcome>) change -> showSoon());
    }

    void setPalette(Palette palette) {
        chart.setPalette(palette);
    }

    private void showSoon() {
        if (isVisible() && model.salience().onScreenProperty().get()) {
            redraw.playFromStart();
        }
    }

    private void show() {
        Map<Integer, Integer> rows = new TreeMap<>();
        List<String> roles = new ArrayList<>();
        List<TensorInfo> shown = new ArrayList<>();
        // Of experts, which share layer and role, the first stands for all.
        Set<String> places = new HashSet<>();
        for (TensorInfo tensor : session()) {
            String role = tensor.role().key();
            if (tensor.isMatrix()
                    && tensor.layer().isPresent()
                    && places.add(tensor.layer().getAsInt() + " " + role)) {
                rows.put(tensor.layer().getAsInt(), 0);
                if (!roles.contains(role)) {
                    roles.add(role);
                }
                shown.add(tensor);
            }
        }
        List<Integer> layers = List.copyOf(rows.keySet());
        tensors = shown;
        List<HeatMapData.Cell> cells = new ArrayList<>();
        for (TensorInfo tensor : shown) {
            cells.add(
                    cell(
                            tensor,
                            layers.indexOf(tensor.layer().orElseThrow()),
                            roles.indexOf(tensor.role().key())));
        }
        Concentration what = measure.getValue();
        chart.show(
                new HeatMapData(
                        roles,
                        Texts.text("map.layer"),
                        layers.stream().map(String::valueOf).toList(),
                        layers.size(),
                        cells,
                        new HeatMapData.Legend(
                                what.toString(),
                                what::format,
                                Texts.text("salience.model.kept"),
                                Texts.text("salience.model.unknown"),
                                "",
                                "")),
                HeatScale.fit(
                        cells.stream().mapToDouble(HeatMapData.Cell::value).toArray(),
                        HeatScale.Spacing.LINEAR),
                Set.of());
    }

    private List<TensorInfo> session() {
        return model.session().map(it -> it.tensors()).orElse(List.of());
    }

    private HeatMapData.Cell cell(TensorInfo tensor, int row, int column) {
        TensorOutcome outcome = model.sweep().outcomes().get(tensor.name());
        return switch (outcome) {
            case null ->
                    new HeatMapData.Cell(
                            row, column, HeatMapData.Kind.UNKNOWN, Double.NaN, false, "");
            case TensorOutcome.Quantized(var decision, var report) -> {
                double value = measure.getValue().of(report);
                boolean fresh = Freshness.isOf(model.editor().recipe().specFor(tensor), outcome);
                yield new HeatMapData.Cell(
                        row,
                        column,
                        HeatMapData.Kind.VALUE,
                        value,
                        !fresh,
                        measure.getValue().format(value));
            }
            case TensorOutcome.Kept kept ->
                    new HeatMapData.Cell(row, column, HeatMapData.Kind.KEPT, Double.NaN, false, "");
            case TensorOutcome.Refused refused ->
                    new HeatMapData.Cell(
                            row, column, HeatMapData.Kind.REFUSED, Double.NaN, false, "");
        };
    }

    private void read(OptionalInt cell) {
        String words = "";
        if (cell.isPresent() && cell.getAsInt() < tensors.size()) {
            TensorInfo tensor = tensors.get(cell.getAsInt());
            HeatMapData.Cell at = cell(tensor, 0, 0);
            words =
                    Texts.text(
                            "salience.model.cell",
                            tensor.name(),
                            measure.getValue().format(at.value()),
                            measure.getValue());
        }
        setFigure(words);
        chart.describe(words.isEmpty() ? Texts.text("salience.model.described") : words);
    }
}
