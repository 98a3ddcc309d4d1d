package org.quantoscope.ui.model;

import org.quantoscope.analysis.LayerAnalyzer;
import org.quantoscope.kernel.ForwardKernels;
import org.quantoscope.kernel.KernelProvider;
import org.quantoscope.kernel.Kernels;
import org.quantoscope.work.WorkerPool;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * The threads behind the window: one each for previews, for closer looks, for the whole model, for
 * files, for exports and for jobs that the user asked for, over one pool for slices.
 *
 * <p>Each of them does one thing at a time, so that an empty task at its end means that everything
 * before it has ended. Rules are counted on a thread of their own, which reads no file.
 */
public final class Workers implements AutoCloseable {
    private final Executor screen;
    private final KernelProvider.Choice kernels;
    private final WorkerPool pool;
    private final ExecutorService preview = single("preview");
    private final ExecutorService looks = single("looks");
    private final ExecutorService sweep = single("sweep");
    private final ExecutorService files = single("files");
    private final ExecutorService export = single("export");
    private final ExecutorService jobs = single("jobs");
    private final ExecutorService rules = single("rules");

    /**
     * @param screen runs a task on the thread that owns the properties
     */
    public Workers(Executor screen, KernelProvider.Choice kernels, WorkerPool pool) {
        this.screen = screen;
        this.kernels = kernels;
        this.pool = pool;
    }

    Executor screen() {
        return screen;
    }

    Kernels kernels() {
        return kernels.kernels();
    }

    /** For running models. */
    ForwardKernels forward() {
        return kernels.forward();
    }

    WorkerPool pool() {
        return pool;
    }

    LayerAnalyzer analyzer() {
        return new LayerAnalyzer(kernels(), pool);
    }

    ExecutorService preview() {
        return preview;
    }

    /** For pages that look closer at the tensor shown. */
    ExecutorService looks() {
        return looks;
    }

    ExecutorService sweep() {
        return sweep;
    }

    ExecutorService files() {
        return files;
    }

    ExecutorService export() {
        return export;
    }

    ExecutorService jobs() {
        return jobs;
    }

    /** For what is found out from names and headers alone. */
    ExecutorService rules() {
        return rules;
    }

    /** Waits for what runs, then ends the threads; call after everything was cancelled. */
    @Override
    public void close() {
        for (ExecutorService executor :
                List.of(files, preview, looks, sweep, export, jobs, rules)) {
            executor.shutdown();
            try {
                if (!executor.awaitTermination(10, TimeUnit.SECONDS)) {
                    executor.shutdownNow();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        pool.close();
    }

    private static ExecutorService single(String name) {
        return Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            thread.setPriority(Thread.MIN_PRIORITY);
            return thread;
        });
    }
}
