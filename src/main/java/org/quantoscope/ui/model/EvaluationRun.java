package org.quantoscope.ui.model;

import org.quantoscope.analysis.CheckpointAnalyzer;
import org.quantoscope.analysis.CheckpointReport;
import org.quantoscope.analysis.ShapedBits;
import org.quantoscope.checkpoint.MappedFileGuard;
import org.quantoscope.checkpoint.model.UnsupportedModelException;
import org.quantoscope.inference.Decoder;
import org.quantoscope.inference.Evaluation;
import org.quantoscope.inference.Multiplier;
import org.quantoscope.inference.NotANumberException;
import org.quantoscope.inference.Scorer;
import org.quantoscope.recipe.Recipe;
import org.quantoscope.work.Cancellation;
import org.quantoscope.work.Progress;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;

/** One text scored by the original and by one recipe, on the thread of jobs. */
final class EvaluationRun {
    /** Bins decide nothing about what a recipe stores. */
    private static final int BINS = 64;

    private final RunnableModel model;
    private final Workers workers;
    private final EvaluationRow.Setting setting;
    private final Recipe recipe;
    private final Supplier<OptionalDouble> knownBits;

    /**
     * @param knownBits what the recipe stores per weight, where that has been found out meanwhile
     */
    EvaluationRun(
            RunnableModel model,
            Workers workers,
            EvaluationRow.Setting setting,
            Recipe recipe,
            Supplier<OptionalDouble> knownBits) {
        this.model = model;
        this.workers = workers;
        this.setting = setting;
        this.recipe = recipe;
        this.knownBits = knownBits;
    }

    /**
     * Figures, or why there are none.
     *
     * @throws CancellationException if cancelled
     */
    EvaluationRow.Outcome run(Cancellation cancellation, Progress progress) {
        try {
            return MappedFileGuard.read(
                    model.session().checkpoint(),
                    () -> {
                        try {
                            return scored(cancellation, progress);
                        } catch (UnsupportedModelException e) {
                            throw new IOException(String.valueOf(e.getMessage()), e);
                        }
                    });
        } catch (CancellationException e) {
            throw e;
        } catch (NotANumberException e) {
            return new EvaluationRow.Failed(String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException e) {
            return new EvaluationRow.Failed(FailureText.of(e, setting.text().name()));
        } catch (IOException | RuntimeException | InternalError | OutOfMemoryError e) {
            return new EvaluationRow.Failed(FailureText.of(e, model.session().name()));
        }
    }

    private EvaluationRow.Outcome scored(Cancellation cancellation, Progress progress)
            throws IOException, UnsupportedModelException {
        Multiplier multiplier = model.multiplier(cancellation);
        Decoder original = model.decoder(Optional.empty(), multiplier, cancellation, 0);
        Decoder quantized = model.decoder(Optional.of(recipe), multiplier, cancellation, 0);
        RunnableModel.Known known = model.known(setting, original, cancellation);
        Evaluation evaluation =
                new Scorer(original, List.of(quantized), multiplier)
                        .evaluate(known.windows(), known.states(), progress);
        model.keep(known, original);
        Evaluation.Variant variant = evaluation.variants().getFirst();
        return new EvaluationRow.Done(
                variant.scores(),
                Optional.of(variant.divergence()),
                evaluation.original(),
                known.windows(),
                bits(cancellation));
    }

    private OptionalDouble bits(Cancellation cancellation) {
        OptionalDouble known = knownBits.get();
        if (known.isPresent()) {
            return known;
        }
        OptionalDouble shaped = ShapedBits.of(model.session().tensors(), recipe);
        if (shaped.isPresent()) {
            return shaped;
        }
        CheckpointReport report =
                new CheckpointAnalyzer(workers.kernels(), workers.pool())
                        .analyze(
                                model.session().checkpoint(),
                                recipe,
                                BINS,
                                tensor -> true,
                                cancellation,
                                Progress.SILENT,
                                (measured, layer) -> {});
        return report.totals().quantizedTensors() == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(report.totals().bitsStored());
    }
}
