package org.quantoscope.work;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;

/**
 * Answers questions one at a time, and of the questions that wait only the newest.
 *
 * <p>A newer question lets the running one finish if it is younger than the patience, so that a
 * dragged slider shows a steady stream of answers, and cancels it otherwise. Answers come through
 * the {@code deliver} executor with their question: the receiver sees whether a newer one has been
 * asked since.
 *
 * @param <Q> an immutable question
 * @param <A> an immutable answer
 */
public final class LatestOnly<Q, A> {
    private final Executor worker;
    private final Executor deliver;
    private final BiFunction<Q, Cancellation, A> answer;
    private final BiConsumer<Q, A> onAnswer;
    private final BiConsumer<Q, Throwable> onFailure;
    private final long patienceMillis;

    private @Nullable Q waiting;
    private @Nullable Cancellation running;
    private long startedNanos;
    private long epoch;

    /**
     * @param worker runs the work; one task at a time is handed to it
     * @param deliver runs the callbacks, for example the thread of a screen
     * @param patienceMillis age in milliseconds from which a running answer is given up for a newer
     *     question
     */
    public LatestOnly(
            Executor worker,
            Executor deliver,
            BiFunction<Q, Cancellation, A> answer,
            BiConsumer<Q, A> onAnswer,
            BiConsumer<Q, Throwable> onFailure,
            long patienceMillis) {
        this.worker = worker;
        this.deliver = deliver;
        this.answer = answer;
        this.onAnswer = onAnswer;
        this.onFailure = onFailure;
        this.patienceMillis = patienceMillis;
    }

    /** Asks; a question that still waits is forgotten. */
    public synchronized void submit(Q question) {
        waiting = question;
        if (running == null) {
            start();
        } else if (System.nanoTime() - startedNanos > patienceMillis * 1_000_000) {
            running.cancel();
        }
    }

    /**
     * Drops the waiting question, cancels the running one, and silences its answer: for a change of
     * subject.
     */
    public synchronized void cancel() {
        epoch++;
        waiting = null;
        if (running != null) {
            running.cancel();
        }
    }

    private synchronized void start() {
        Q question = waiting;
        waiting = null;
        if (question == null) {
            running = null;
            return;
        }
        Cancellation token = new Cancellation();
        running = token;
        long mine = epoch;
        startedNanos = System.nanoTime();
        worker.execute(() -> work(question, token, mine));
    }

    private void work(Q question, Cancellation token, long mine) {
        try {
            A result = answer.apply(question, token);
            deliverIfCurrent(mine, () -> onAnswer.accept(question, result));
        } catch (CancellationException e) {
            // Overtaken: the newer question is started below.
        } catch (RuntimeException | Error e) {
            deliverIfCurrent(mine, () -> onFailure.accept(question, e));
        } finally {
            start();
        }
    }

    private void deliverIfCurrent(long mine, Runnable callback) {
        deliver.execute(() -> {
            if (isCurrent(mine)) {
                callback.run();
            }
        });
    }

    private synchronized boolean isCurrent(long mine) {
        return mine == epoch;
    }
}
