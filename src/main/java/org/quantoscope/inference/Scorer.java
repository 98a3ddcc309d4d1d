package org.quantoscope.inference;

import org.quantoscope.kernel.PackedRows;
import org.quantoscope.work.Progress;

import java.util.Arrays;
import java.util.List;

/**
 * Scores windows of tokens with a model and variants of it, batch by batch.
 *
 * <p>The head is computed for scored positions only, of the original and of a variant side by side,
 * so that nothing of the original needs to be stored. Figures depend neither on the number of
 * threads nor on the size of batches.
 */
public final class Scorer {
    private static final long LOGIT_BYTES = 128L << 20;

    private final Decoder original;
    private final List<Decoder> variants;
    private final Multiplier multiplier;

    /**
     * @param variants of the same vocabulary
     */
    public Scorer(Decoder original, List<Decoder> variants, Multiplier multiplier) {
        this.original = original;
        this.variants = List.copyOf(variants);
        this.multiplier = multiplier;
    }

    /**
     * Scores a text.
     *
     * @param progress in tokens run
     */
    public Evaluation evaluate(List<Convention.Window> windows, Progress progress) {
        return evaluate(windows, new OriginalStates(0), progress);
    }

    /**
     * Scores a text, and runs the original over what is not known of it.
     *
     * @param known what it said of the same windows before; what fits is added
     * @param progress in tokens run
     */
    public Evaluation evaluate(
            List<Convention.Window> windows, OriginalStates known, Progress progress) {
        int scored = windows.stream().mapToInt(Convention.Window::scored).sum();
        Positions positions = new Positions(scored, variants.size());
        List<List<Convention.Window>> batches = original.batches(windows);
        long total = 0;
        for (int i = 0; i < batches.size(); i++) {
            total += tokens(batches.get(i)) * (variants.size() + (known.has(i) ? 0 : 1));
        }
        long whole = total;
        long done = 0;
        int at = 0;
        for (int number = 0; number < batches.size(); number++) {
            List<Convention.Window> batch = batches.get(number);
            List<int[]> sequences = Decoder.tokens(batch);
            long tokens = tokens(batch);
            long before = done;
            done += known.has(number) ? 0 : tokens;
            float[] states =
                    known.of(
                            number,
                            () ->
                                    scored(
                                            batch,
                                            original.run(
                                                    sequences,
                                                    share(progress, before, tokens, whole))));
            if (variants.isEmpty()) {
                score(batch, states, states, original, -1, positions, at);
            }
            for (int i = 0; i < variants.size(); i++) {
                Decoder variant = variants.get(i);
                float[] all = variant.run(sequences, share(progress, done, tokens, whole));
                float[] others = scored(batch, all);
                done += tokens;
                score(batch, states, others, variant, i, positions, at);
            }
            at += batch.stream().mapToInt(Convention.Window::scored).sum();
        }
        progress.update(whole, whole, "");
        return positions.evaluation(windows);
    }

    /**
     * Scores a text while an observer looks at the original, which then runs all of it before any
     * variant does: its hidden states of all tokens are held.
     *
     * @param progress in tokens run
     */
    public Evaluation evaluate(
            List<Convention.Window> windows, ActivationObserver observer, Progress progress) {
        long tokens = tokens(windows);
        long total = tokens * (variants.size() + 1);
        OriginalStates known = new OriginalStates(Long.MAX_VALUE);
        List<List<Convention.Window>> batches = original.batches(windows);
        List<float[]> states =
                original.run(
                        batches.stream().map(Decoder::tokens).toList(),
                        observer,
                        share(progress, 0, tokens, total));
        for (int i = 0; i < states.size(); i++) {
            int batch = i;
            known.of(i, () -> scored(batches.get(batch), states.get(batch)));
        }
        return evaluate(
                windows, known, (done, all, what) -> progress.update(tokens + done, total, what));
    }

    private static long tokens(List<Convention.Window> windows) {
        return windows.stream().mapToLong(it -> it.tokens().length).sum();
    }

    private static Progress share(Progress progress, long done, long tokens, long total) {
        return (layer, layers, what) ->
                progress.update(done + tokens * layer / Math.max(1, layers), total, what);
    }

    /** Of the states of all tokens those that say what a scored one is. */
    private float[] scored(List<Convention.Window> batch, float[] states) {
        int hidden = original.config().hidden();
        int count = batch.stream().mapToInt(Convention.Window::scored).sum();
        float[] scored = new float[Math.multiplyExact(count, hidden)];
        int from = 0;
        int to = 0;
        for (Convention.Window window : batch) {
            int rows = window.scored();
            System.arraycopy(
                    states,
                    (from + window.firstScored() - 1) * hidden,
                    scored,
                    to * hidden,
                    rows * hidden);
            from += window.tokens().length;
            to += rows;
        }
        return scored;
    }

    /** Scores the positions of a batch, some at a time so that their logits stay small. */
    private void score(
            List<Convention.Window> batch,
            float[] states,
            float[] others,
            Decoder variant,
            int number,
            Positions positions,
            int firstPosition) {
        int vocabulary = original.vocabulary();
        int[] tokens =
                batch.stream()
                        .flatMapToInt(it ->
                                Arrays.stream(it.tokens(), it.firstScored(), it.tokens().length))
                        .toArray();
        int most = (int) Math.max(1, LOGIT_BYTES / Float.BYTES / vocabulary);
        for (int from = 0; from < tokens.length; from += most) {
            int count = Math.min(most, tokens.length - from);
            float[] logits = logits(original, states, from, count, Multiplier.Room.LOGITS);
            float[] otherLogits =
                    number < 0
                            ? logits
                            : logits(variant, others, from, count, Multiplier.Room.OTHER_LOGITS);
            int start = from;
            multiplier.forEachRow(
                    count,
                    () -> {
                        Likelihood first = new Likelihood(multiplier.kernels(), vocabulary);
                        Likelihood second = new Likelihood(multiplier.kernels(), vocabulary);
                        return row -> {
                            int token = tokens[start + row];
                            int position = firstPosition + start + row;
                            int at = row * vocabulary;
                            first.of(logits, at);
                            positions.setOriginal(position, first.negativeLog(logits[at + token]));
                            if (number >= 0) {
                                second.of(otherLogits, at);
                                positions.setVariant(
                                        number,
                                        position,
                                        second.negativeLog(otherLogits[at + token]),
                                        first.divergence(logits, otherLogits, at, second),
                                        first.best() == second.best());
                            }
                        };
                    });
        }
    }

    private float[] logits(
            Decoder decoder, float[] states, int from, int count, Multiplier.Room use) {
        int hidden = decoder.config().hidden();
        PackedRows packed = new PackedRows(count, hidden);
        for (int i = 0; i < count; i++) {
            packed.set(i, states, (from + i) * hidden);
        }
        float[] logits = multiplier.room(use, Math.multiplyExact(count, decoder.vocabulary()));
        decoder.logits(packed, logits);
        return logits;
    }
}
