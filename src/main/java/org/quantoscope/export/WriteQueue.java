package org.quantoscope.export;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * One thread that writes while the others compute: steps run in order, few may wait.
 *
 * <p>After the first failure no step runs any more, and the failure meets whoever submits or waits
 * next.
 */
final class WriteQueue implements AutoCloseable {
    private static final int MOST_WAITING = 2;

    private final Semaphore room = new Semaphore(MOST_WAITING);
    private volatile @Nullable Throwable failure;
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(task -> {
                Thread made = new Thread(task, "export-writer");
                made.setDaemon(true);
                return made;
            });

    /** A piece of writing. */
    @FunctionalInterface
    interface Step {
        void run() throws IOException;
    }

    /** Runs {@code step} after all before it; waits while too many wait. */
    void submit(Step step) throws IOException {
        acquire(1);
        if (failure != null) {
            room.release();
            throwFailure();
        }
        thread.execute(() -> {
            try {
                if (failure == null) {
                    step.run();
                }
            } catch (IOException | RuntimeException | Error e) {
                failure = e;
            } finally {
                room.release();
            }
        });
    }

    /** Waits until everything submitted is written. */
    void await() throws IOException {
        acquire(MOST_WAITING);
        room.release(MOST_WAITING);
        throwFailure();
    }

    private void acquire(int permits) {
        try {
            room.acquire(permits);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (CancellationException) new CancellationException("cancelled").initCause(e);
        }
    }

    private void throwFailure() throws IOException {
        switch (failure) {
            case null -> {}
            case IOException e -> throw e;
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case Throwable e -> throw new IllegalStateException(e);
        }
    }

    /** Drops what waits and lets the running step end. */
    @Override
    public void close() {
        failure = failure == null ? new CancellationException("closed") : failure;
        thread.shutdown();
        boolean interrupted = false;
        while (true) {
            try {
                if (thread.awaitTermination(1, TimeUnit.MINUTES)) {
                    break;
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
