package org.quantoscope.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;

class WorkTest {
    @Test
    void everySliceRunsExactlyOnce() {
        try (WorkerPool pool = new WorkerPool(4)) {
            AtomicIntegerArray runs = new AtomicIntegerArray(1000);
            pool.forEach(1000, Cancellation.none(), runs::incrementAndGet);
            for (int i = 0; i < 1000; i++) {
                assertThat(runs.get(i)).isEqualTo(1);
            }
        }
    }

    @Test
    void aFailureReachesTheCallerAfterAllSlicesEnded() {
        try (WorkerPool pool = new WorkerPool(4)) {
            AtomicInteger running = new AtomicInteger();
            assertThatThrownBy(() ->
                            pool.forEach(
                                    100,
                                    Cancellation.none(),
                                    slice -> {
                                        running.incrementAndGet();
                                        try {
                                            if (slice == 5) {
                                                throw new InternalError("slice 5");
                                            }
                                        } finally {
                                            running.decrementAndGet();
                                        }
                                    }))
                    .isInstanceOf(InternalError.class)
                    .hasMessage("slice 5");
            assertThat(running).hasValue(0);
        }
    }

    @Test
    void aCancelledLoopStopsAndSaysSo() {
        try (WorkerPool pool = new WorkerPool(2)) {
            Cancellation cancellation = new Cancellation();
            AtomicInteger runs = new AtomicInteger();
            assertThatThrownBy(() ->
                            pool.forEach(
                                    1000,
                                    cancellation,
                                    slice -> {
                                        runs.incrementAndGet();
                                        cancellation.cancel();
                                    }))
                    .isInstanceOf(CancellationException.class);
            assertThat(runs.get()).isLessThanOrEqualTo(2);
        }
    }

    @Test
    void ofWaitingQuestionsOnlyTheNewestIsAnswered() {
        Deque<Runnable> worker = new ArrayDeque<>();
        List<String> answers = new ArrayList<>();
        LatestOnly<String, String> latest =
                new LatestOnly<>(
                        worker::add,
                        Runnable::run,
                        (question, cancellation) -> question.toUpperCase(java.util.Locale.ROOT),
                        (question, answer) -> answers.add(answer),
                        (question, failure) -> answers.add("failed " + question),
                        60_000);
        latest.submit("a");
        latest.submit("b");
        latest.submit("c");
        while (!worker.isEmpty()) {
            worker.remove().run();
        }
        assertThat(answers).containsExactly("A", "C");
    }

    @Test
    void aChangeOfSubjectSilencesTheRunningAnswer() {
        Deque<Runnable> worker = new ArrayDeque<>();
        List<String> answers = new ArrayList<>();
        LatestOnly<String, String> latest =
                new LatestOnly<>(
                        worker::add,
                        Runnable::run,
                        (question, cancellation) -> {
                            cancellation.check();
                            return question;
                        },
                        (question, answer) -> answers.add(answer),
                        (question, failure) -> answers.add("failed " + question),
                        60_000);
        latest.submit("old subject");
        latest.cancel();
        latest.submit("new subject");
        while (!worker.isEmpty()) {
            worker.remove().run();
        }
        assertThat(answers).containsExactly("new subject");
    }

    @Test
    void aFailureIsDeliveredWithItsQuestion() {
        List<String> answers = new ArrayList<>();
        LatestOnly<String, String> latest =
                new LatestOnly<>(
                        Runnable::run,
                        Runnable::run,
                        (question, cancellation) -> {
                            throw new IllegalStateException("no");
                        },
                        (question, answer) -> answers.add(answer),
                        (question, failure) -> answers.add(question + ": " + failure.getMessage()),
                        0);
        latest.submit("q");
        assertThat(answers).containsExactly("q: no");
    }
}
