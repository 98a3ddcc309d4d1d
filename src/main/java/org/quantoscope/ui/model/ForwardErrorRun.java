package org.quantoscope.ui.model;

import org.quantoscope.calibration.ActivationCache;
import org.quantoscope.calibration.ActivationKey;
import org.quantoscope.calibration.Activations;
import org.quantoscope.calibration.DamagedActivationsException;
import org.quantoscope.calibration.ForwardError;
import org.quantoscope.checkpoint.MappedFileGuard;
import org.quantoscope.checkpoint.model.UnsupportedModelException;
import org.quantoscope.inference.Convention;
import org.quantoscope.inference.Decoder;
import org.quantoscope.inference.Multiplier;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.recipe.Recipe;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.work.Cancellation;
import org.quantoscope.work.Progress;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs the original on a text where its activations are not kept yet, and measures every matrix
 * under a recipe on them; on the thread of jobs.
 */
final class ForwardErrorRun {
    private final RunnableModel model;
    private final Workers workers;
    private final ActivationCache cache;
    private final EvaluationRow.Setting setting;
    private final Map<Question, Double> known;

    /** A matrix under a specification. */
    record Question(String tensor, QuantizationSpec spec) {}

    /**
     * @param known what need not be measured again
     */
    ForwardErrorRun(
            RunnableModel model,
            Workers workers,
            ActivationCache cache,
            EvaluationRow.Setting setting,
            Map<Question, Double> known) {
        this.model = model;
        this.workers = workers;
        this.cache = cache;
        this.setting = setting;
        this.known = known;
    }

    /**
     * Errors of the matrices that the recipe quantizes and that the model reads as matrices.
     *
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    Map<Question, Double> measure(Recipe recipe, Cancellation cancellation, Progress progress)
            throws IOException {
        return MappedFileGuard.read(
                model.session().checkpoint(),
                () -> {
                    try (Activations activations = activations(cancellation, progress)) {
                        return errors(recipe, activations, cancellation, progress);
                    } catch (UnsupportedModelException e) {
                        throw new IOException(String.valueOf(e.getMessage()), e);
                    }
                });
    }

    private Activations activations(Cancellation cancellation, Progress progress)
            throws IOException, UnsupportedModelException {
        Multiplier multiplier = model.multiplier(cancellation);
        Decoder decoder = model.decoder(Optional.empty(), multiplier, cancellation, 0);
        RunnableModel.Known known = model.known(setting, decoder, cancellation);
        List<Convention.Window> windows = known.windows();
        ActivationKey key = known.key();
        ActivationCache.requireFits(decoder.config(), key.count());
        Optional<Activations> kept = kept(key, cancellation);
        if (kept.isPresent()) {
            return kept.get();
        }
        List<List<int[]>> batches = decoder.batches(windows).stream().map(Decoder::tokens).toList();
        List<TensorInfo> matrices =
                model.session().tensors().stream().filter(TensorInfo::isMatrix).toList();
        return cache.gather(
                key,
                matrices,
                multiplier,
                cancellation,
                observer -> decoder.run(batches, observer, progress));
    }

    /** A file that is no good is gathered anew. */
    private Optional<Activations> kept(ActivationKey key, Cancellation cancellation)
            throws IOException {
        try {
            return cache.open(key, cancellation);
        } catch (DamagedActivationsException e) {
            return Optional.empty();
        }
    }

    private Map<Question, Double> errors(
            Recipe recipe, Activations activations, Cancellation cancellation, Progress progress)
            throws IOException {
        ForwardError error =
                new ForwardError(
                        model.values(Optional.empty()),
                        model.values(Optional.of(recipe)),
                        model.multiplier(cancellation),
                        cancellation);
        Map<Question, Double> found = new HashMap<>();
        List<TensorInfo> tensors =
                model.session().tensors().stream().filter(recipe::quantizes).toList();
        int done = 0;
        for (TensorInfo tensor : tensors) {
            progress.update(done++, tensors.size(), tensor.name());
            if (recipe.specFor(tensor) instanceof QuantizationSpec spec) {
                Question question = new Question(tensor.name(), spec);
                if (!known.containsKey(question)) {
                    activations
                            .of(tensor)
                            .ifPresent(inputs -> found.put(question, error.of(tensor, inputs)));
                }
            }
        }
        return found;
    }
}
