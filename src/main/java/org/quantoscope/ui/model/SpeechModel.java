package org.quantoscope.ui.model;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

import org.jspecify.annotations.Nullable;
import org.quantoscope.checkpoint.MappedFileGuard;
import org.quantoscope.checkpoint.model.UnsupportedModelException;
import org.quantoscope.inference.Multiplier;
import org.quantoscope.inference.Tokenizer;
import org.quantoscope.recipe.Recipe;
import org.quantoscope.ui.text.Texts;
import org.quantoscope.work.Cancellation;
import org.quantoscope.work.Progress;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/**
 * Whether a recipe still speaks: a prompt continued by the original and by the recipe, side by side
 * and as it comes.
 *
 * <p>All methods belong to the thread that owns the screen.
 */
public final class SpeechModel {
    /** Part of the heap in which each of the two keeps its weights from token to token. */
    private static final int HEAP_SHARE = 6;

    private static final long NEWS_NANOS = 60_000_000;

    private final Workers workers;
    private final Jobs jobs;
    private final RecipeEditor editor;
    private final EvaluationModel evaluation;
    private final GiveWay giveWay;
    private final ReadOnlyObjectWrapper<Speech> speech = new ReadOnlyObjectWrapper<>(Speech.NONE);

    /** Stops the speech under way. */
    private @Nullable Runnable stop;

    /** Counts speeches, so that news of an older one are not shown. */
    private long started;

    SpeechModel(
            Workers workers,
            Jobs jobs,
            RecipeEditor editor,
            EvaluationModel evaluation,
            GiveWay giveWay) {
        this.workers = workers;
        this.jobs = jobs;
        this.editor = editor;
        this.evaluation = evaluation;
        this.giveWay = giveWay;
        evaluation.supportProperty().subscribe((before, now) -> clear());
    }

    public ReadOnlyObjectProperty<Speech> speechProperty() {
        return speech.getReadOnlyProperty();
    }

    /**
     * Lets both continue a prompt.
     *
     * @param tokens most tokens to add
     */
    public void speak(String prompt, int tokens) {
        cancel();
        Optional<RunnableModel> open = evaluation.model();
        if (open.isEmpty() || !evaluation.supportProperty().get().runs()) {
            return;
        }
        RunnableModel model = open.get();
        Speech first =
                new Speech(
                        prompt,
                        Optional.of(editor.recipe()),
                        Speech.Said.NOTHING,
                        Speech.Said.NOTHING,
                        true,
                        Optional.empty());
        speech.set(first);
        long number = ++started;
        stop =
                jobs.start(
                        Texts.text("speech.job"),
                        Texts.text("evaluation.job.unit"),
                        model.session().name(),
                        (cancellation, progress) -> {
                            Optional<String> failure = Optional.empty();
                            try {
                                said(model, first, tokens, number, cancellation, progress);
                            } catch (CancellationException e) {
                                failure = Optional.of(Texts.text("speech.stopped"));
                            } catch (IOException
                                    | RuntimeException
                                    | InternalError
                                    | OutOfMemoryError e) {
                                failure = Optional.of(FailureText.of(e, model.session().name()));
                            }
                            Optional<String> why = failure;
                            return () -> ended(number, why);
                        });
    }

    /** Stops; what has been said stays. */
    public void cancel() {
        if (stop != null) {
            stop.run();
            // A speech that waits in line never tells of its end.
            ended(started, Optional.of(Texts.text("speech.stopped")));
        }
    }

    private void clear() {
        cancel();
        started++;
        speech.set(Speech.NONE);
    }

    private void ended(long number, Optional<String> failure) {
        if (number == started && speech.get().running()) {
            stop = null;
            speech.set(speech.get().stopped(failure));
        }
    }

    private void said(
            RunnableModel model,
            Speech first,
            int tokens,
            long number,
            Cancellation cancellation,
            Progress progress)
            throws IOException {
        MappedFileGuard.read(
                model.session().checkpoint(),
                () -> {
                    try {
                        speakBoth(model, first, tokens, number, cancellation, progress);
                        return first;
                    } catch (UnsupportedModelException e) {
                        throw new IOException(String.valueOf(e.getMessage()), e);
                    }
                });
    }

    private void speakBoth(
            RunnableModel model,
            Speech first,
            int tokens,
            long number,
            Cancellation cancellation,
            Progress progress)
            throws IOException, UnsupportedModelException {
        Tokenizer tokenizer = model.tokenizer();
        int[] prompt = begun(tokenizer, first.prompt());
        Multiplier multiplier = model.multiplier(cancellation);
        Speaker original =
                speaker(model, Optional.empty(), multiplier, prompt, tokens, cancellation);
        Speaker quantized =
                speaker(model, first.recipe(), multiplier, prompt, tokens, cancellation);
        long shown = 0;
        int steps = 0;
        while (!original.isDone() || !quantized.isDone()) {
            giveWay.pause(cancellation);
            original.step();
            quantized.step();
            progress.update(2L * ++steps, 2L * tokens + 2, "");
            long now = System.nanoTime();
            if (now - shown > NEWS_NANOS) {
                shown = now;
                tell(number, first, original, quantized);
            }
        }
        tell(number, first, original, quantized);
    }

    private Speaker speaker(
            RunnableModel model,
            Optional<Recipe> recipe,
            Multiplier multiplier,
            int[] prompt,
            int tokens,
            Cancellation cancellation)
            throws IOException, UnsupportedModelException {
        long keep = Runtime.getRuntime().maxMemory() / HEAP_SHARE;
        return new Speaker(
                model.decoder(recipe, multiplier, cancellation, keep),
                model.tokenizer(),
                prompt,
                tokens);
    }

    private void tell(long number, Speech first, Speaker original, Speaker quantized) {
        Speech now =
                new Speech(
                        first.prompt(),
                        first.recipe(),
                        original.said(),
                        quantized.said(),
                        true,
                        Optional.empty());
        workers.screen()
                .execute(() -> {
                    if (number == started && speech.get().running()) {
                        speech.set(now);
                    }
                });
    }

    private static int[] begun(Tokenizer tokenizer, String prompt) throws IOException {
        int[] ids = prompt.isEmpty() ? new int[0] : tokenizer.encode(prompt);
        int before = tokenizer.addsBos() && tokenizer.bos().isPresent() ? 1 : 0;
        int[] begun = new int[ids.length + before];
        if (begun.length == 0) {
            throw new IOException(Texts.text("speech.nothing"));
        }
        if (before > 0) {
            begun[0] = tokenizer.bos().getAsInt();
        }
        System.arraycopy(ids, 0, begun, before, ids.length);
        return begun;
    }
}
