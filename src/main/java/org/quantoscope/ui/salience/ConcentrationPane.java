package org.quantoscope.ui.salience;

import javafx.animation.PauseTransition;
import javafx.collections.MapChangeListener;
import javafx.scene.control.ComboBox;
import javafx.util.Duration;

import org.quantoscope.analysis.TensorOutcome;
import org.quantoscope.recipe.Recipe;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.ui.chart.ChartSaver;
import org.quantoscope.ui.chart.HeatMapChart;
import org.quantoscope.ui.chart.HeatMapData;
import org.quantoscope.ui.chart.HeatScale;
import org.quantoscope.ui.chart.Palette;
import org.quantoscope.ui.control.ChartFrame;
import org.quantoscope.ui.control.Figures;
import org.quantoscope.ui.control.Tips;
import org.quantoscope.ui.model.Comparison;
import org.quantoscope.ui.model.FoldedOutcome;
import org.quantoscope.ui.model.LayerGrid;
import org.quantoscope.ui.model.WorkbenchModel;
import org.quantoscope.ui.text.Texts;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/** How salience concentrates over the model: one cell per layer and role. */
final class ConcentrationPane extends ChartFrame {
    /** Outcomes come in by the dozen; the picture follows that seldom. */
    private static final Duration SOON = Duration.millis(120);

    private final WorkbenchModel model;
    private final HeatMapChart chart;
    private final ComboBox<Concentration> measure = new ComboBox<>();
    private final PauseTransition redraw = new PauseTransition(SOON);
    private LayerGrid grid = LayerGrid.of(List.of());
    private HeatMapData data = HeatMapData.none();

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
        model.views().keep("salient.measure", measure.valueProperty(), Concentration.class);
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
        chart.setOnPick(pick ->
                model.selection().setAll(grid.places().get(pick.cells().getFirst()).tensors()));
        redraw.setOnFinished(event -> show());
        visibleProperty().subscribe(visible -> showSoon());
        model.salience().onScreenProperty().subscribe(now -> showSoon());
        model.sessions().sessionProperty().subscribe(session -> showSoon());
        Comparison comparison = model.comparison();
        comparison.shownRecipeProperty().subscribe(recipe -> showSoon());
        comparison.sideBySideProperty().subscribe(both -> showSoon());
        comparison
                .heldOutcomes()
                .addListener((MapChangeListener<String, TensorOutcome>) change -> showSoon());
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
        grid =
                LayerGrid.of(
                        tensors().stream()
                                .filter(it -> it.isMatrix() && it.layer().isPresent())
                                .toList());
        Comparison both = model.comparison();
        List<HeatMapData.Cell> shown =
                cells(model.sweep().outcomes(), both.shownRecipeProperty().get());
        if (both.sideBySideProperty().get()) {
            List<HeatMapData.Cell> held = cells(both.heldOutcomes(), both.heldRecipe());
            List<HeatMapData.Cell> halves = new ArrayList<>();
            for (int i = 0; i < shown.size(); i++) {
                halves.add(shown.get(i).with(held.get(i)));
            }
            shown = halves;
        }
        Concentration what = measure.getValue();
        data =
                new HeatMapData(
                        grid.columns(),
                        Texts.text("map.layer"),
                        grid.layers().stream().map(String::valueOf).toList(),
                        grid.layers().size(),
                        shown,
                        new HeatMapData.Legend(
                                both.sideBySideProperty().get()
                                        ? what + Texts.text("map.title.split")
                                        : what.toString(),
                                what::format,
                                Texts.text("salience.model.kept"),
                                Texts.text("salience.model.unknown"),
                                "",
                                ""));
        chart.show(
                data,
                HeatScale.fit(
                        shown.stream()
                                .flatMap(HeatMapData.Cell::halves)
                                .mapToDouble(HeatMapData.Cell::value)
                                .toArray(),
                        HeatScale.Spacing.LINEAR),
                Set.of());
        chart.tell();
    }

    private List<TensorInfo> tensors() {
        return model.session().map(it -> it.tensors()).orElse(List.of());
    }

    /** One cell per place, experts folded as on the map. */
    private List<HeatMapData.Cell> cells(Map<String, TensorOutcome> outcomes, Recipe recipe) {
        return grid.places().stream().map(place -> cell(place, outcomes, recipe)).toList();
    }

    private HeatMapData.Cell cell(
            LayerGrid.Place place, Map<String, TensorOutcome> outcomes, Recipe recipe) {
        FoldedOutcome folded = FoldedOutcome.of(place.tensors(), outcomes, recipe);
        double value =
                folded.quantized().isEmpty()
                        ? Double.NaN
                        : measure.getValue().of(folded.quantized());
        HeatMapData.Kind kind =
                switch (folded.kind()) {
                    case QUANTIZED -> HeatMapData.Kind.VALUE;
                    case KEPT -> HeatMapData.Kind.KEPT;
                    case REFUSED -> HeatMapData.Kind.REFUSED;
                    case UNKNOWN -> HeatMapData.Kind.UNKNOWN;
                };
        return new HeatMapData.Cell(
                place.row(), place.column(), kind, value, folded.stale(), figure(value));
    }

    private String figure(double value) {
        return Double.isNaN(value) ? "" : measure.getValue().format(value);
    }

    private void read(OptionalInt index) {
        String words = "";
        if (index.isPresent() && index.getAsInt() < grid.places().size()) {
            List<TensorInfo> held = grid.places().get(index.getAsInt()).tensors();
            HeatMapData.Cell at = data.cells().get(index.getAsInt());
            String name = held.getFirst().name();
            words =
                    Texts.text(
                            "salience.model.cell",
                            held.size() == 1
                                    ? name
                                    : Texts.text("salience.model.more", name, held.size() - 1),
                            Double.isNaN(at.value()) ? Figures.NONE : figure(at.value()),
                            measure.getValue());
            words +=
                    at.beside()
                            .map(it -> Texts.text("salience.model.cell.held", figure(it.value())))
                            .orElse("");
        }
        setFigure(words);
        chart.describe(words.isEmpty() ? Texts.text("salience.model.described") : words);
    }
}
