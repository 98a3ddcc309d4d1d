package org.quantoscope.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.quantoscope.kernel.ScalarKernels;
import org.quantoscope.quant.BitWidth;
import org.quantoscope.quant.Preset;
import org.quantoscope.quant.SalientShare;
import org.quantoscope.quant.TestTensors;
import org.quantoscope.tensor.DType;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.tensor.TensorSource;
import org.quantoscope.tensor.TensorView;
import org.quantoscope.work.Cancellation;
import org.quantoscope.work.Progress;
import org.quantoscope.work.WorkerPool;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Function;

class TradeOffSweepTest {
    private static final int BINS = 128;
    private static final int ROWS = 400;
    private static final int COLUMNS = 512;
    private static final TradeOffGrid GRID =
            TradeOffGrid.of(
                    List.of(Preset.ADPQ_COMPACT),
                    List.of(new BitWidth(3), new BitWidth(4)),
                    List.of(new SalientShare(0), new SalientShare(0.05)));
    private static final TensorSource SOURCE =
            source(matrix("first", 5, ROWS), matrix("second", 6, 3), matrix("third", 7, 90));

    @Test
    void anEstimateOfAllRowsIsExactInEveryFigure() {
        TradeOff estimate = estimate(Long.MAX_VALUE, 2);
        TradeOff exact = exact();
        assertThat(costs(estimate)).isEqualTo(costs(exact));
        assertThat(estimate.isEstimate()).as("but it is still called one").isTrue();
        assertThat(exact.isEstimate()).isFalse();
    }

    @Test
    void anEstimateOfATenthIsNearTheExactFigures() {
        List<TradeOff.Cost> estimate = costs(estimate(ROWS * COLUMNS / 10, 2));
        List<TradeOff.Cost> exact = costs(exact());
        for (int i = 0; i < exact.size(); i++) {
            assertThat(estimate.get(i).sqnrDb()).isCloseTo(exact.get(i).sqnrDb(), within(0.5));
            assertThat(estimate.get(i).bitsStored())
                    .isCloseTo(exact.get(i).bitsStored(), within(0.1));
            assertThat(estimate.get(i).weights()).isEqualTo(exact.get(i).weights());
        }
    }

    @Test
    void anEstimateIsTheSameForAnyNumberOfThreads() {
        assertThat(costs(estimate(20_000, 1))).isEqualTo(costs(estimate(20_000, 3)));
    }

    @Test
    void anEstimateLooksAtARowOfEveryTensorAtLeast() {
        TradeOff estimate = estimate(1, 2);
        assertThat(estimate.tensors()).isEqualTo(SOURCE.tensors());
        assertThat(costs(estimate)).allMatch(cost -> cost.nmse() > 0);
    }

    @Test
    void exactCostsTakeThePlaceOfEstimatesStepByStep() {
        TradeOff first = estimate(20_000, 2);
        List<TradeOff> news = new ArrayList<>();
        long threeSpecsOfTheFirst = 3L * ROWS * COLUMNS;
        TradeOff refined =
                run(
                        threeSpecsOfTheFirst,
                        2,
                        sweep ->
                                sweep.refine(
                                        SOURCE,
                                        SOURCE.tensors(),
                                        GRID.families(),
                                        first,
                                        Cancellation.none(),
                                        Progress.SILENT,
                                        soFar -> news.add(soFar.get())));
        TradeOff exact = exact();
        assertThat(costs(refined)).isEqualTo(costs(exact));
        assertThat(refined.isEstimate()).isFalse();
        TradeOff early = news.getFirst();
        assertThat(early.isEstimate()).isTrue();
        assertThat(points(early).get(0).tensors().getFirst())
                .isEqualTo(points(exact).get(0).tensors().getFirst());
        assertThat(points(early).get(3).tensors().getFirst())
                .isEqualTo(points(first).get(3).tensors().getFirst());
        assertThat(news.getLast().isEstimate()).isFalse();
    }

    @Test
    void aPointOfOneTensorIsExactAsSoonAsItIsMeasured() {
        List<TensorInfo> one = SOURCE.tensors().subList(0, 1);
        List<Long> exactPoints = new ArrayList<>();
        run(
                ROWS * COLUMNS,
                2,
                sweep ->
                        sweep.refine(
                                SOURCE,
                                one,
                                GRID.families(),
                                sweep.estimate(
                                        SOURCE,
                                        one,
                                        GRID.families(),
                                        BINS,
                                        20_000,
                                        Cancellation.none()),
                                Cancellation.none(),
                                Progress.SILENT,
                                soFar ->
                                        exactPoints.add(
                                                points(soFar.get()).stream()
                                                        .filter(point -> !point.estimate())
                                                        .count())));
        int points = points(exact()).size();
        assertThat(exactPoints).hasSize(points).startsWith(1L, 2L, 3L).endsWith((long) points);
    }

    @Test
    void aTensorThatIsRefusedIsLeftOutOfAllPoints() {
        float[] broken = TestTensors.weights(8, COLUMNS);
        broken[17] = Float.NaN;
        TensorSource source =
                source(
                        matrix("whole", 5, 20),
                        TestTensors.matrix("broken", DType.F32, 1, COLUMNS, broken));
        TradeOff tradeOff =
                run(
                        1,
                        1,
                        sweep ->
                                sweep.sweep(
                                        source,
                                        source.tensors(),
                                        GRID.families(),
                                        BINS,
                                        Cancellation.none(),
                                        Progress.SILENT));
        assertThat(tradeOff.tensors()).extracting(TensorInfo::name).containsExactly("whole");
        assertThat(tradeOff.refused())
                .singleElement()
                .extracting("message")
                .asString()
                .contains("broken");
    }

    @Test
    void stopsWhenItIsCancelled() {
        Cancellation cancelled = new Cancellation();
        cancelled.cancel();
        assertThatThrownBy(() ->
                        run(
                                1,
                                1,
                                sweep ->
                                        sweep.estimate(
                                                SOURCE,
                                                SOURCE.tensors(),
                                                GRID.families(),
                                                BINS,
                                                1,
                                                cancelled)))
                .isInstanceOf(CancellationException.class);
    }

    private static TradeOff exact() {
        return run(
                Long.MAX_VALUE,
                2,
                sweep ->
                        sweep.sweep(
                                SOURCE,
                                SOURCE.tensors(),
                                GRID.families(),
                                BINS,
                                Cancellation.none(),
                                Progress.SILENT));
    }

    private static TradeOff estimate(long mostWeights, int threads) {
        return run(
                Long.MAX_VALUE,
                threads,
                sweep ->
                        sweep.estimate(
                                SOURCE,
                                SOURCE.tensors(),
                                GRID.families(),
                                BINS,
                                mostWeights,
                                Cancellation.none()));
    }

    private static TradeOff run(
            long stepWork, int threads, Function<TradeOffSweep, TradeOff> work) {
        try (WorkerPool pool = new WorkerPool(threads)) {
            return work.apply(new TradeOffSweep(new ScalarKernels(), pool, stepWork));
        }
    }

    private static List<TradeOff.Point> points(TradeOff tradeOff) {
        return tradeOff.lines().stream().flatMap(line -> line.points().stream()).toList();
    }

    private static List<TradeOff.Cost> costs(TradeOff tradeOff) {
        return points(tradeOff).stream().map(TradeOff.Point::model).toList();
    }

    private static TensorView matrix(String name, int seed, int rows) {
        return TestTensors.matrix(
                name, DType.F32, rows, COLUMNS, TestTensors.weights(seed, rows * COLUMNS));
    }

    private static TensorSource source(TensorView... views) {
        return TestTensors.source(views);
    }
}
