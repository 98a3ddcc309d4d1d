package org.quantoscope.ui.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quantoscope.analysis.LayerReport;
import org.quantoscope.analysis.TensorOutcome;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.quant.SpecField;
import org.quantoscope.quant.TensorSpec;
import org.quantoscope.recipe.Recipe;
import org.quantoscope.tensor.TensorInfo;

import java.nio.file.Path;
import java.util.Objects;

class SweepModelTest {
    private static final int BINS = 128;

    private final OpenModel open = new OpenModel();
    private final PreviewModel preview = new PreviewModel(open.workers);
    private final SweepModel sweep = new SweepModel(open.workers, preview);
    private CheckpointSession session;

    @BeforeEach
    void openSample() throws Exception {
        session = open.open(OpenModel.SAMPLE);
    }

    @AfterEach
    void close() {
        sweep.stop();
        open.close();
        session.checkpoint().close();
    }

    @Test
    void hasAnOutcomeForEveryTensorAndTotalsWhenItIsCurrent() {
        sweep.start(session, OpenModel.RECIPE, BINS);
        assertThat(sweep.currentProperty().get()).isFalse();
        finish();
        assertThat(sweep.outcomes()).hasSize(session.tensors().size());
        assertThat(sweep.totalsProperty().get().orElseThrow().quantizedTensors()).isEqualTo(35);
        assertThat(sweep.progressProperty().get()).isEmpty();
    }

    @Test
    void measuresOnlyTheTensorsThatAChangeOfTheRecipeReaches() {
        sweep.start(session, OpenModel.RECIPE, BINS);
        finish();
        LayerReport q = report(OpenModel.GOOD);
        LayerReport k = report(OpenModel.BAD);
        TensorInfo tensor = OpenModel.tensor(session, OpenModel.GOOD);
        sweep.start(session, OpenModel.RECIPE.withOverride(tensor, eightPercent()), BINS);
        finish();
        assertThat(report(OpenModel.BAD)).isSameAs(k);
        assertThat(report(OpenModel.GOOD).bitsStored()).isGreaterThan(q.bitsStored());
    }

    @Test
    void measuresAgainForAnotherNumberOfBins() {
        sweep.start(session, OpenModel.RECIPE, BINS);
        finish();
        sweep.start(session, OpenModel.RECIPE, 2 * BINS);
        finish();
        assertThat(report(OpenModel.GOOD).stats().histogram().bins()).isEqualTo(2 * BINS);
    }

    @Test
    void keepsOutcomesOfTheOlderRecipeUntilTheyAreReplaced() {
        sweep.start(session, OpenModel.RECIPE, BINS);
        finish();
        sweep.start(session, OpenModel.RECIPE.withDefault(eightPercent()), BINS);
        assertThat(sweep.currentProperty().get()).isFalse();
        assertThat(sweep.outcomes()).hasSize(session.tensors().size());
        assertThat(sweep.totalsProperty().get()).isPresent();
    }

    @Test
    void newsOfAnOvertakenRunNeverArrive() throws Exception {
        sweep.start(session, OpenModel.RECIPE, BINS);
        OpenModel.drain(open.workers.sweep());
        sweep.start(session, OpenModel.RECIPE.withDefault(eightPercent()), BINS);
        finish();
        assertThat(sweep.outcomes().values())
                .filteredOn(TensorOutcome.Quantized.class::isInstance)
                .allSatisfy(outcome ->
                        assertThat(((TensorOutcome.Quantized) outcome).report().spec())
                                .isEqualTo(eightPercent()));
    }

    @Test
    void aStoppedRunIsNotCurrentAndShowsNoProgress() throws Exception {
        sweep.start(session, OpenModel.RECIPE, BINS);
        sweep.stop();
        OpenModel.drain(open.workers.sweep());
        open.screen.runWaiting();
        assertThat(sweep.currentProperty().get()).isFalse();
        assertThat(sweep.progressProperty().get()).isEmpty();
        assertThat(sweep.totalsProperty().get()).isEmpty();
    }

    @Test
    void clearingForgetsEverything() {
        sweep.start(session, OpenModel.RECIPE, BINS);
        finish();
        sweep.clear();
        assertThat(sweep.outcomes()).isEmpty();
        assertThat(sweep.totalsProperty().get()).isEmpty();
        assertThat(sweep.currentProperty().get()).isTrue();
    }

    @Test
    void oneRefusedTensorDoesNotStopTheOthers(@TempDir Path folder) throws Exception {
        CheckpointSession two = open.open(OpenModel.writeTwoMatrices(folder));
        sweep.start(two, OpenModel.RECIPE, BINS);
        finish();
        assertThat(sweep.outcomes().get(OpenModel.GOOD))
                .isInstanceOf(TensorOutcome.Quantized.class);
        assertThat(sweep.outcomes().get(OpenModel.BAD))
                .isInstanceOfSatisfying(
                        TensorOutcome.Refused.class,
                        refused -> assertThat(refused.message()).contains(OpenModel.BAD));
        OpenModel.drain(open.workers.sweep());
        two.checkpoint().close();
    }

    @Test
    void keptTensorsAreListedWithTheReason() {
        TensorInfo tensor = OpenModel.tensor(session, OpenModel.GOOD);
        Recipe keeps = OpenModel.RECIPE.withOverride(tensor, TensorSpec.KEEP);
        sweep.start(session, keeps, BINS);
        finish();
        assertThat(sweep.outcomes().get(OpenModel.GOOD))
                .isInstanceOfSatisfying(
                        TensorOutcome.Kept.class,
                        kept -> assertThat(kept.decision().reason()).isNotBlank());
    }

    @Test
    void progressBeginsAtNothingWithTheFirstRunSoThatItCanBeStopped() {
        sweep.start(session, OpenModel.RECIPE, BINS);
        assertThat(sweep.progressProperty().get())
                .hasValueSatisfying(it -> assertThat(it.fraction()).isZero());
    }

    @Test
    void aStoppedRunTellsHowFarItCameAndGoesOnFromThere() throws Exception {
        sweep.start(session, OpenModel.RECIPE, BINS);
        sweep.stop();
        int total = session.tensors().size();
        assertThat(sweep.stoppedProperty().get()).contains(new SweepModel.Stopped(0, total));
        sweep.start(session, OpenModel.RECIPE, BINS);
        assertThat(sweep.stoppedProperty().get()).isEmpty();
        finish();
        assertThat(sweep.stoppedProperty().get()).isEmpty();
        LayerReport known = report(OpenModel.BAD);
        TensorInfo tensor = OpenModel.tensor(session, OpenModel.GOOD);
        sweep.start(session, OpenModel.RECIPE.withOverride(tensor, eightPercent()), BINS);
        sweep.stop();
        assertThat(sweep.stoppedProperty().get())
                .contains(new SweepModel.Stopped(total - 1, total));
        sweep.start(session, OpenModel.RECIPE.withOverride(tensor, eightPercent()), BINS);
        finish();
        assertThat(report(OpenModel.BAD)).isSameAs(known);
    }

    private void finish() {
        open.screen.runUntil(() -> sweep.currentProperty().get());
    }

    private LayerReport report(String tensor) {
        return ((TensorOutcome.Quantized) Objects.requireNonNull(sweep.outcomes().get(tensor)))
                .report();
    }

    private static QuantizationSpec eightPercent() {
        return SpecField.ALPHA.with(OpenModel.RECIPE.defaultSpec(), "0.08");
    }
}
