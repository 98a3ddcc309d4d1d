package org.quantoscope.cli;

import org.quantoscope.calibration.ActivationCache;
import org.quantoscope.calibration.ActivationKey;
import org.quantoscope.calibration.Activations;
import org.quantoscope.calibration.DamagedActivationsException;
import org.quantoscope.calibration.StateCache;
import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.checkpoint.MappedFileGuard;
import org.quantoscope.checkpoint.model.DecoderConfig;
import org.quantoscope.checkpoint.model.UnsupportedModelException;
import org.quantoscope.checkpoint.model.UnsupportedTokenizerException;
import org.quantoscope.inference.ActivationObserver;
import org.quantoscope.inference.Convention;
import org.quantoscope.inference.Decoder;
import org.quantoscope.inference.Evaluation;
import org.quantoscope.inference.Multiplier;
import org.quantoscope.inference.NotANumberException;
import org.quantoscope.inference.OriginalStates;
import org.quantoscope.inference.RecipeValues;
import org.quantoscope.inference.Scorer;
import org.quantoscope.kernel.KernelProvider;
import org.quantoscope.quant.TensorSpec;
import org.quantoscope.recipe.Recipe;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.work.Progress;
import org.quantoscope.work.WorkerPool;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Function;

/** A command that runs the model of a checkpoint. */
abstract class RunCommand extends CheckpointCommand {
    RunCommand(Parts parts, Interruption interruption) {
        super(parts, interruption);
    }

    /** The parts of which decoders are made, while a checkpoint is open. */
    final class Model {
        private final Checkpoint checkpoint;
        private final KernelProvider.Choice kernels = KernelProvider.choose();
        private final WorkerPool pool;
        private final Multiplier multiplier;

        private Model(Checkpoint checkpoint, WorkerPool pool) {
            this.checkpoint = checkpoint;
            this.pool = pool;
            this.multiplier = new Multiplier(kernels.forward(), pool, cancellation());
        }

        Multiplier multiplier() {
            return multiplier;
        }

        WorkerPool pool() {
            return pool;
        }

        /**
         * The model under a recipe, or as it is.
         *
         * @param keepBytes memory for weights to stay in from one pass to the next
         */
        Decoder decoder(Optional<Recipe> recipe, long keepBytes)
                throws IOException, UnsupportedModelException {
            return new Decoder(values(recipe), multiplier, cancellation(), keepBytes);
        }

        /** Values under a recipe, or as they are. */
        RecipeValues values(Optional<Recipe> recipe) {
            return new RecipeValues(checkpoint, recipe, kernels.kernels(), pool);
        }

        /** Says when more tokens are run together than the model was made for. */
        void noteBeyondPositions(Decoder decoder, int tokens) {
            OptionalInt positions = decoder.config().positions();
            if (positions.isPresent() && tokens > positions.getAsInt()) {
                note(
                        "up to "
                                + tokens
                                + " tokens run together, but the model was made for "
                                + positions.getAsInt()
                                + "; what it says of later ones may be worth nothing");
            }
        }

        /** What says which states and activations a text leads to. */
        ActivationKey key(
                DecoderConfig config,
                TextFile text,
                ScoringOptions scoring,
                List<Convention.Window> windows)
                throws IOException {
            return ActivationKey.of(
                    checkpoint,
                    config,
                    text.file().getFileName().toString(),
                    scoring.convention(),
                    scoring.window(),
                    windows,
                    cancellation());
        }

        /**
         * Scores a text; where there is a cache, the original is not run on it again.
         *
         * @param scorer of {@code original} and its variants
         */
        Evaluation evaluate(
                Scorer scorer,
                Decoder original,
                TextFile text,
                ScoringOptions scoring,
                List<Convention.Window> windows,
                Optional<StateCache> cache,
                Progress progress)
                throws IOException {
            if (cache.isEmpty()) {
                return scorer.evaluate(windows, progress);
            }
            ActivationKey key = key(original.config(), text, scoring, windows);
            OriginalStates states = cache.get().open(key, original, windows);
            Evaluation evaluation = scorer.evaluate(windows, states, progress);
            try {
                cache.get().keep(key, original, windows, states);
            } catch (IOException e) {
                note("what the original said is not kept: " + e.getMessage());
            }
            return evaluation;
        }

        /** What was gathered before; a file that is no good is told and left out. */
        Optional<Activations> kept(ActivationCache cache, ActivationKey key) throws IOException {
            try {
                return cache.open(key, cancellation());
            } catch (DamagedActivationsException e) {
                note(e.getMessage());
                return Optional.empty();
            }
        }

        /** Gathers while {@code run} runs the original. */
        Activations gathered(
                ActivationCache cache,
                ActivationKey key,
                DecoderConfig config,
                Consumer<ActivationObserver> run)
                throws IOException, UnsupportedModelException {
            ActivationCache.requireFits(config, key.count());
            List<TensorInfo> matrices =
                    checkpoint.tensors().stream().filter(TensorInfo::isMatrix).toList();
            return cache.gather(key, matrices, multiplier, cancellation(), run);
        }

        /** The model with a specification for each tensor. */
        Decoder decoder(Function<TensorInfo, TensorSpec> specs)
                throws IOException, UnsupportedModelException {
            RecipeValues values = new RecipeValues(checkpoint, specs, kernels.kernels(), pool);
            return new Decoder(values, multiplier, cancellation(), 0);
        }
    }

    /** What is done with a model. */
    @FunctionalInterface
    interface Task<T> {
        T run(Model model) throws IOException, UnsupportedModelException;
    }

    /**
     * Runs a task on the model of {@code checkpoint}.
     *
     * @throws CommandFailedException with one line, where it is none that can be run
     */
    final <T> T onModel(Checkpoint checkpoint, Task<T> task) throws IOException {
        return MappedFileGuard.read(
                checkpoint,
                () -> {
                    try (WorkerPool pool = newPool()) {
                        return task.run(new Model(checkpoint, pool));
                    } catch (UnsupportedModelException
                            | UnsupportedTokenizerException
                            | NotANumberException e) {
                        throw new CommandFailedException(
                                checkpoint.source() + ": " + e.getMessage(), e);
                    }
                });
    }
}
