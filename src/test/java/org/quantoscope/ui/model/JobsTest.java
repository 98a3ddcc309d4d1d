package org.quantoscope.ui.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

class JobsTest {
    private final OpenModel open = new OpenModel();
    private final List<Notice> told = new ArrayList<>();
    private final List<String> done = new ArrayList<>();
    private final Jobs jobs = new Jobs(open.workers, told::add);

    @AfterEach
    void close() {
        jobs.cancelAll();
        open.close();
    }

    @Test
    void doesOneAfterTheOtherAndCountsThoseInLine() {
        CountDownLatch gate = new CountDownLatch(1);
        jobs.start("first", "a", waiting(gate, "first"));
        jobs.start("second", "b", waiting(gate, "second"));
        assertThat(jobs.runningProperty().get().orElseThrow().words()).isEqualTo("first");
        assertThat(jobs.runningProperty().get().orElseThrow().waiting()).isEqualTo(1);
        gate.countDown();
        open.screen.runUntil(() -> done.size() == 2);
        assertThat(done).containsExactly("first", "second");
        assertThat(jobs.runningProperty().get()).isEmpty();
        assertThat(told).isEmpty();
    }

    @Test
    void aJobThatIsCancelledLeavesNothingAndTheNextOneRuns() {
        jobs.start(
                "long",
                "a",
                (cancellation, progress) -> {
                    while (true) {
                        cancellation.check();
                        Thread.onSpinWait();
                    }
                });
        jobs.start("next", "b", (cancellation, progress) -> () -> done.add("next"));
        jobs.cancel();
        open.screen.runUntil(() -> !done.isEmpty());
        assertThat(done).containsExactly("next");
        assertThat(told).isEmpty();
    }

    @Test
    void aJobInLineCanBeTakenOut() {
        CountDownLatch gate = new CountDownLatch(1);
        jobs.start("first", "a", waiting(gate, "first"));
        jobs.start("second", "b", waiting(gate, "second")).run();
        jobs.start("third", "c", waiting(gate, "third"));
        gate.countDown();
        open.screen.runUntil(() -> done.contains("third"));
        assertThat(done).containsExactly("first", "third");
    }

    @Test
    void aFailureIsToldInOneLineWithItsSubject() {
        jobs.start(
                "report",
                "page.html",
                (cancellation, progress) -> {
                    throw new IOException("the disk is full");
                });
        open.screen.runUntil(() -> !told.isEmpty());
        assertThat(told.getFirst().text()).isEqualTo("page.html: the disk is full");
        assertThat(jobs.runningProperty().get()).isEmpty();
    }

    private Jobs.Work waiting(CountDownLatch gate, String name) {
        return (cancellation, progress) -> {
            try {
                gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return () -> done.add(name);
        };
    }
}
