package org.quantoscope.ui.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.quantoscope.analysis.TradeOffGrid;
import org.quantoscope.quant.BitWidth;
import org.quantoscope.quant.Preset;
import org.quantoscope.quant.SalientShare;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

class TradeOffModelTest {
    private static final int BINS = 128;

    /** So many points on the matrices of the sample that estimates come first. */
    private static final TradeOffGrid GRID =
            TradeOffGrid.of(
                    List.of(Preset.ADPQ),
                    List.of(new BitWidth(3), new BitWidth(4)),
                    IntStream.range(0, 20).mapToObj(i -> new SalientShare(i / 100.0)).toList());

    private final OpenModel open = new OpenModel();
    private final RecipeEditor editor = new RecipeEditor();
    private final PreviewModel preview = new PreviewModel(open.workers);
    private final SweepModel sweep = new SweepModel(open.workers, preview);
    private final TradeOffModel tradeOff =
            new TradeOffModel(
                    open.workers,
                    new Jobs(open.workers, notice -> {}),
                    editor,
                    sweep,
                    new Comparison(open.workers, editor, preview, sweep));
    private final List<TradeOffResult> shown = new ArrayList<>();
    private CheckpointSession session;

    @BeforeEach
    void openSample() throws Exception {
        session = open.open(Path.of("samples/gpt2-attention"));
        editor.restart(OpenModel.RECIPE);
        tradeOff.resultProperty().subscribe(result -> result.ifPresent(shown::add));
    }

    @AfterEach
    void close() {
        tradeOff.cancel();
        open.close();
        session.checkpoint().close();
    }

    @Test
    void estimatesStandFirstAndEndExact() {
        tradeOff.run(session, GRID, List.of(), BINS);
        open.screen.runUntil(() -> !tradeOff.runningProperty().get());
        assertThat(shown.getFirst().estimate()).isTrue();
        assertThat(shown.getLast().estimate()).isFalse();
        assertThat(shown)
                .extracting(TradeOffModelTest::exactPoints)
                .as("no point becomes an estimate again")
                .isSorted();
        assertThat(shown.getLast().tradeOff().refused()).isEmpty();
    }

    @Test
    void stoppingKeepsWhatIsKnownAndCallsItAnEstimate() {
        tradeOff.run(session, GRID, List.of(), BINS);
        open.screen.runUntil(() -> !shown.isEmpty());
        tradeOff.cancel();
        int known = shown.size();
        open.screen.runWaiting();
        assertThat(tradeOff.runningProperty().get()).isFalse();
        assertThat(shown).hasSize(known);
        assertThat(tradeOff.resultProperty().get().orElseThrow().estimate()).isTrue();
    }

    private static long exactPoints(TradeOffResult result) {
        return result.tradeOff().lines().stream()
                .flatMap(line -> line.points().stream())
                .filter(point -> !point.estimate())
                .count();
    }
}
