package org.quantoscope.app;

import org.quantoscope.calibration.ActivationCache;
import org.quantoscope.calibration.StateCache;
import org.quantoscope.kernel.KernelProvider;
import org.quantoscope.ui.model.WorkbenchModel;
import org.quantoscope.ui.model.Workers;
import org.quantoscope.work.WorkerPool;

import java.nio.file.Path;
import java.util.concurrent.Executor;

/** Everything behind one window, wired by constructors; closing it stops the threads. */
final class Composition implements AutoCloseable {
    private final KernelProvider.Choice kernels = KernelProvider.choose();
    private final Workers workers;
    private final WorkbenchModel model;

    /**
     * @param screen runs a task on the thread that owns the screen
     */
    Composition(Executor screen) {
        this(screen, caches());
    }

    /** The folder of caches of this user. */
    static Path caches() {
        return ActivationCache.usualFolder(
                System.getenv(), Path.of(System.getProperty("user.home", "")));
    }

    /**
     * @param screen runs a task on the thread that owns the screen
     * @param caches folder of folders where what models say of texts is kept
     */
    Composition(Executor screen, Path caches) {
        workers = new Workers(screen, kernels, WorkerPool.behindAScreen());
        model =
                new WorkbenchModel(
                        workers,
                        Formats.opener(),
                        HelpSheets.version(),
                        ActivationCache.in(caches),
                        StateCache.in(caches));
    }

    WorkbenchModel model() {
        return model;
    }

    KernelProvider.Choice kernels() {
        return kernels;
    }

    @Override
    public void close() {
        model.export().cancel();
        model.jobs().cancelAll();
        model.sessions().close();
        workers.close();
    }
}
