package org.quantoscope.ui.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.quantoscope.analysis.LayerAnalyzer;
import org.quantoscope.analysis.LayerReport;
import org.quantoscope.analysis.TensorOutcome;
import org.quantoscope.kernel.ScalarKernels;
import org.quantoscope.quant.BitWidth;
import org.quantoscope.quant.Preset;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.quant.TensorSpec;
import org.quantoscope.recipe.Recipe;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.tensor.TensorView;
import org.quantoscope.ui.chart.HeatMapData;
import org.quantoscope.ui.chart.HeatMapData.Kind;
import org.quantoscope.ui.model.LayerGrid;
import org.quantoscope.work.Cancellation;
import org.quantoscope.work.WorkerPool;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;

/** Folding of several tensors into one cell, against plain sums over their reports. */
class MapCellsTest {
    private static final QuantizationSpec SPEC = Preset.RTN.at(new BitWidth(4));
    private static final Recipe RECIPE = Recipe.of("test", SPEC);
    private static final TensorInfo SMALL = MapTensors.named("layers.0.experts.0.up", "up", 0, 4);
    private static final TensorInfo LARGE = MapTensors.named("layers.0.experts.1.up", "up", 0, 12);
    private static final LayerGrid LAYOUT = LayerGrid.of(List.of(SMALL, LARGE));

    private final LayerReport small = report(SMALL, 1);
    private final LayerReport large = report(LARGE, 2);
    private final Map<String, TensorOutcome> outcomes =
            Map.of(SMALL.name(), quantized(SMALL, small), LARGE.name(), quantized(LARGE, large));

    @Test
    void aCellOfSeveralTensorsIsTheMeanOverTheirWeights() {
        double kl = (small.divergence().weightKl() * 4 + large.divergence().weightKl() * 12) / 16;
        assertThat(value(MapMeasure.WEIGHT_KL)).isCloseTo(kl, within(1e-12));
        double bits = 8.0 * (small.size().bytes() + large.size().bytes()) / (16 * 64);
        assertThat(value(MapMeasure.STORED_BITS)).isCloseTo(bits, within(1e-12));
        double kurtosis = (small.stats().kurtosis() * 4 + large.stats().kurtosis() * 12) / 16;
        assertThat(value(MapMeasure.KURTOSIS)).isCloseTo(kurtosis, within(1e-12));
    }

    @Test
    void errorsAreSummedBeforeTheyAreDivided() {
        double error = 256 * small.error().mse() + 768 * large.error().mse();
        double nmse = error / (small.stats().sumSquares() + large.stats().sumSquares());
        assertThat(value(MapMeasure.NMSE)).isCloseTo(nmse, within(1e-12));
        assertThat(value(MapMeasure.SQNR)).isCloseTo(-10 * Math.log10(nmse), within(1e-9));
    }

    @Test
    void isUnknownUntilEveryTensorIsKnownToBeKept() {
        assertThat(cell(Map.of(), RECIPE).kind()).isEqualTo(Kind.UNKNOWN);
        Recipe keeps =
                RECIPE.withOverride(SMALL, TensorSpec.KEEP).withOverride(LARGE, TensorSpec.KEEP);
        TensorOutcome one = new TensorOutcome.Kept(SMALL, keeps.decide(SMALL), 0);
        TensorOutcome two = new TensorOutcome.Kept(LARGE, keeps.decide(LARGE), 0);
        assertThat(cell(Map.of(SMALL.name(), one), keeps).kind()).isEqualTo(Kind.UNKNOWN);
        assertThat(cell(Map.of(SMALL.name(), one, LARGE.name(), two), keeps).kind())
                .isEqualTo(Kind.KEPT);
    }

    @Test
    void aRefusedTensorIsShownAsSuch() {
        TensorOutcome refused = new TensorOutcome.Refused(SMALL, RECIPE.decide(SMALL), "has a NaN");
        assertThat(cell(Map.of(SMALL.name(), refused), RECIPE).kind()).isEqualTo(Kind.REFUSED);
    }

    @Test
    void isStaleWhenTheRecipeSaysSomethingElse() {
        assertThat(cell(outcomes, RECIPE).stale()).isFalse();
        Recipe other = Recipe.of("test", Preset.RTN.at(new BitWidth(3)));
        assertThat(cell(outcomes, other).stale()).isTrue();
    }

    @Test
    void aDifferenceNeedsBothValues() {
        List<HeatMapData.Cell> known =
                new MapCells(LAYOUT, MapMeasure.SQNR, outcome -> OptionalDouble.empty())
                        .of(outcomes, RECIPE);
        List<HeatMapData.Cell> unknown =
                new MapCells(LAYOUT, MapMeasure.SQNR, outcome -> OptionalDouble.empty())
                        .of(Map.of(), RECIPE);
        assertThat(MapCells.difference(known, known).getFirst().value()).isZero();
        assertThat(MapCells.difference(known, unknown).getFirst().kind()).isEqualTo(Kind.UNKNOWN);
        assertThat(MapCells.values(MapCells.difference(unknown, known))).isEmpty();
    }

    private double value(MapMeasure measure) {
        return new MapCells(LAYOUT, measure, outcome -> OptionalDouble.empty())
                .of(outcomes, RECIPE)
                .getFirst()
                .value();
    }

    private static HeatMapData.Cell cell(Map<String, TensorOutcome> outcomes, Recipe recipe) {
        return new MapCells(LAYOUT, MapMeasure.WEIGHT_KL, outcome -> OptionalDouble.empty())
                .of(outcomes, recipe)
                .getFirst();
    }

    private static TensorOutcome quantized(TensorInfo tensor, LayerReport report) {
        return new TensorOutcome.Quantized(RECIPE.decide(tensor), report);
    }

    private static LayerReport report(TensorInfo tensor, long seed) {
        Random random = new Random(seed);
        try (Arena arena = Arena.ofShared();
                WorkerPool pool = new WorkerPool(1)) {
            MemorySegment data = arena.allocate(tensor.byteCount(), 64);
            for (long i = 0; i < tensor.elementCount(); i++) {
                data.setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) (seed * random.nextGaussian()));
            }
            LayerAnalyzer analyzer = new LayerAnalyzer(new ScalarKernels(), pool);
            return analyzer.analyze(
                    analyzer.measure(new TensorView.Plain(tensor, data), 128, new Cancellation()),
                    SPEC,
                    new Cancellation());
        }
    }
}
