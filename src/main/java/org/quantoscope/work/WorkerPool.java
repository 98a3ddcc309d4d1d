package org.quantoscope.work;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A fixed number of threads that run the slices of a loop.
 *
 * <p>Promises that a loop returns only after all its slices have ended, whatever happened in them,
 * so a mapped file may be closed afterwards. Results must not depend on which thread ran a slice:
 * callers write per-slice results and combine them in order.
 */
public final class WorkerPool implements AutoCloseable {
    private final int threads;
    private final ExecutorService executor;

    /** The work of one slice of a loop. */
    @FunctionalInterface
    public interface Slice {
        /**
         * @param index number of the slice, from 0
         */
        void run(int index);
    }

    public WorkerPool(int threads) {
        this(threads, Thread.NORM_PRIORITY);
    }

    private WorkerPool(int threads, int priority) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1, was " + threads);
        }
        this.threads = threads;
        AtomicInteger number = new AtomicInteger();
        this.executor =
                Executors.newFixedThreadPool(
                        threads,
                        task -> {
                            Thread thread = new Thread(task, "worker-" + number.incrementAndGet());
                            thread.setDaemon(true);
                            thread.setPriority(priority);
                            return thread;
                        });
    }

    /** As many threads as the machine has processors. */
    public static WorkerPool ofProcessors() {
        return new WorkerPool(Runtime.getRuntime().availableProcessors());
    }

    /** The same, of a priority that leaves the processors to a screen that needs them. */
    public static WorkerPool behindAScreen() {
        return new WorkerPool(Runtime.getRuntime().availableProcessors(), Thread.MIN_PRIORITY);
    }

    public int threads() {
        return threads;
    }

    /**
     * Runs {@code slices} slices, each exactly once, unless cancelled; slices start in order of
     * their index.
     *
     * <p>Must not be called from inside a slice of the same pool.
     *
     * @throws CancellationException if {@code cancellation} was cancelled
     */
    public void forEach(int slices, Cancellation cancellation, Slice slice) {
        AtomicInteger next = new AtomicInteger();
        List<Future<?>> running = new ArrayList<>();
        int workers = Math.min(threads, slices);
        Runnable loop =
                () -> {
                    for (int i = next.getAndIncrement(); i < slices; i = next.getAndIncrement()) {
                        cancellation.check();
                        slice.run(i);
                    }
                };
        for (int i = 1; i < workers; i++) {
            running.add(executor.submit(loop));
        }
        Throwable failure = null;
        try {
            loop.run();
        } catch (RuntimeException | Error e) {
            next.set(slices);
            failure = e;
        }
        failure = awaitAll(running, failure, () -> next.set(slices));
        switch (failure) {
            case null -> cancellation.check();
            case Error error -> throw error;
            case RuntimeException exception -> throw exception;
            default -> throw new IllegalStateException(failure);
        }
    }

    private static @org.jspecify.annotations.Nullable Throwable awaitAll(
            List<Future<?>> running,
            @org.jspecify.annotations.Nullable Throwable first,
            Runnable stop) {
        Throwable failure = first;
        boolean interrupted = false;
        for (Future<?> future : running) {
            while (true) {
                try {
                    future.get();
                    break;
                } catch (InterruptedException e) {
                    interrupted = true;
                    stop.run();
                } catch (ExecutionException e) {
                    stop.run();
                    failure = failure == null ? e.getCause() : failure;
                    break;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return failure;
    }

    /** Waits for running slices, then ends the threads. */
    @Override
    public void close() {
        executor.shutdown();
        boolean interrupted = false;
        while (true) {
            try {
                if (executor.awaitTermination(1, TimeUnit.MINUTES)) {
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

    /** Counts done units of several slices and forwards them as progress. */
    public static final class Counter {
        private final AtomicLong done = new AtomicLong();
        private final long total;
        private final Progress progress;

        public Counter(long total, Progress progress) {
            this.total = Math.max(1, total);
            this.progress = progress;
        }

        public void add(long units, String what) {
            progress.update(done.addAndGet(units), total, what);
        }
    }
}
