package org.quantoscope.ui.model;

import org.jspecify.annotations.Nullable;
import org.quantoscope.calibration.ActivationKey;
import org.quantoscope.calibration.StateCache;
import org.quantoscope.checkpoint.model.UnsupportedModelException;
import org.quantoscope.inference.Convention;
import org.quantoscope.inference.Decoder;
import org.quantoscope.inference.Multiplier;
import org.quantoscope.inference.OriginalStates;
import org.quantoscope.inference.RecipeValues;
import org.quantoscope.inference.Tokenizer;
import org.quantoscope.quant.TensorSpec;
import org.quantoscope.recipe.Recipe;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.work.Cancellation;

import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The model of an open checkpoint, ready to be run, and what is remembered of it as long as it is
 * open: its tokenizer, and what the original said of texts.
 *
 * <p>Its methods belong to the thread of jobs, but for {@link #tokenizer}.
 */
final class RunnableModel {
    /** Part of the heap in which states of the original are kept. */
    private static final int HEAP_SHARE = 8;

    private final CheckpointSession session;
    private final Workers workers;
    private final StateCache cache;
    private final long roomBytes = Runtime.getRuntime().maxMemory() / HEAP_SHARE;
    private final Map<EvaluationRow.Setting, Known> known = new LinkedHashMap<>(16, 0.75f, true);
    private @Nullable Tokenizer tokenizer;

    /**
     * What need not be found out again of a text.
     *
     * @param states of the original
     * @param key what they are kept under when the window is closed
     */
    record Known(List<Convention.Window> windows, OriginalStates states, ActivationKey key) {}

    RunnableModel(CheckpointSession session, Workers workers, StateCache cache) {
        this.cache = cache;
        this.session = session;
        this.workers = workers;
    }

    CheckpointSession session() {
        return session;
    }

    /** The tokenizer, from any thread. */
    synchronized Tokenizer tokenizer() throws IOException {
        if (tokenizer == null) {
            tokenizer = Tokenizer.of(session.checkpoint());
        }
        return tokenizer;
    }

    Multiplier multiplier(Cancellation cancellation) {
        return new Multiplier(workers.forward(), workers.pool(), cancellation);
    }

    /**
     * The model under a recipe, or as it is.
     *
     * @param keepBytes memory for weights to stay in from one pass to the next
     */
    Decoder decoder(
            Optional<Recipe> recipe,
            Multiplier multiplier,
            Cancellation cancellation,
            long keepBytes)
            throws IOException, UnsupportedModelException {
        return new Decoder(values(recipe), multiplier, cancellation, keepBytes);
    }

    /** The model with a specification for each tensor. */
    Decoder decoder(
            Function<TensorInfo, TensorSpec> specs,
            Multiplier multiplier,
            Cancellation cancellation)
            throws IOException, UnsupportedModelException {
        RecipeValues values =
                new RecipeValues(session.checkpoint(), specs, workers.kernels(), workers.pool());
        return new Decoder(values, multiplier, cancellation, 0);
    }

    /** Values under a recipe, or as they are. */
    RecipeValues values(Optional<Recipe> recipe) {
        return new RecipeValues(session.checkpoint(), recipe, workers.kernels(), workers.pool());
    }

    /** The windows of a text, and what the original said of them before. */
    Known known(EvaluationRow.Setting setting, Decoder original, Cancellation cancellation)
            throws IOException, UnsupportedModelException {
        Known before = known.get(setting);
        if (before != null) {
            return before;
        }
        EvaluationSettings how = setting.settings();
        List<Convention.Window> windows =
                setting.text()
                        .text()
                        .windows(
                                tokenizer(),
                                how.convention(),
                                how.window(),
                                how.tokens(),
                                original.vocabulary());
        ActivationKey key =
                ActivationKey.of(
                        session.checkpoint(),
                        original.config(),
                        setting.text().name(),
                        how.convention(),
                        how.window(),
                        windows,
                        cancellation);
        Known made = new Known(windows, cache.open(key, original, windows, room()), key);
        known.put(setting, made);
        return made;
    }

    /**
     * Keeps what the original said for the next time the checkpoint is opened, where that works.
     */
    void keep(Known said, Decoder original) {
        try {
            cache.keep(said.key(), original, said.windows(), said.states());
        } catch (IOException e) {
            // It costs the next window the time of a run, and nothing in this one.
            return;
        }
    }

    /** Room for the states of one more text; those that were not asked for longest give way. */
    private long room() {
        Iterator<Known> oldest = known.values().iterator();
        long used = known.values().stream().mapToLong(it -> it.states().bytes()).sum();
        while (used > roomBytes / 2 && oldest.hasNext()) {
            used -= oldest.next().states().bytes();
            oldest.remove();
        }
        return roomBytes - used;
    }
}
