package org.quantoscope.cli;

import org.quantoscope.work.Cancellation;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Ctrl-C as a cancellation: the running job is asked to stop, and the Java virtual machine ends
 * only after it has put its files in order.
 */
final class Interruption implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 20;

    private final Cancellation cancellation = new Cancellation();
    private final AtomicBoolean jobRuns = new AtomicBoolean();
    private final CountDownLatch finished = new CountDownLatch(1);
    private final Thread hook = new Thread(this::stop, "interruption");

    Interruption() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    Cancellation cancellation() {
        return cancellation;
    }

    /** Tells that from now on there is a job worth waiting for. */
    void jobStarts() {
        jobRuns.set(true);
    }

    private void stop() {
        cancellation.cancel();
        if (!jobRuns.get()) {
            return;
        }
        try {
            if (!finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        finished.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The machine is ending already, because of that very hook.
            return;
        }
    }
}
