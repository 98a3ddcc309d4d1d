package org.quantoscope.export;

import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.checkpoint.MappedFileGuard;
import org.quantoscope.kernel.Kernels;
import org.quantoscope.work.Cancellation;
import org.quantoscope.work.Progress;
import org.quantoscope.work.WorkerPool;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Carries out export plans.
 *
 * <p>Streams tensor by tensor into a hidden sibling of the target, forces, verifies by re-reading,
 * and moves into place at once. Cancelling or any failure leaves nothing behind. The same source
 * and recipe give the same bytes, whatever the threads and the kernels. Must not be run on a thread
 * of its own pool.
 */
public final class ExportJob {
    private final Kernels kernels;
    private final WorkerPool pool;

    public ExportJob(Kernels kernels, WorkerPool pool) {
        this.kernels = kernels;
        this.pool = pool;
    }

    /**
     * Exports.
     *
     * @param source the checkpoint that the plan was made for, open until this returns
     * @param progress in bytes of the source, each counted twice: for writing and for verifying
     * @throws ExportRefusedException if the plan is refused, or its target is no longer free
     * @throws org.quantoscope.quant.UnquantizableTensorException if the weights do not allow the
     *     plan: NaN, a parameter or value beyond its type
     * @throws java.util.concurrent.CancellationException if cancelled
     * @throws IOException if the disk is full, or the source changed, among others
     */
    public ExportReceipt run(
            Checkpoint source, ExportPlan plan, Cancellation cancellation, Progress progress)
            throws IOException {
        long startNanos = System.nanoTime();
        refuse(plan.refusals());
        TargetChecks checks = TargetChecks.of(plan.options(), source);
        refuse(
                checks.refusals(
                        ExportPlanner.neededBytes(
                                source, plan.companionFiles(), plan.bytesAfter())));
        try (PartialFolder partial = PartialFolder.create(plan.target())) {
            FolderWriter.Written written =
                    MappedFileGuard.read(
                            source, () -> write(source, plan, partial, cancellation, progress));
            cancellation.check();
            List<ExportReceipt.WrittenFile> files = new ArrayList<>(written.files());
            if (plan.options().isFile()) {
                partial.moveFileIntoPlace(written.files().getFirst().name());
            } else {
                files.add(Sha256Sums.write(partial.path(), written.files()));
                partial.moveIntoPlace();
            }
            return new ExportReceipt(
                    plan.target(),
                    files,
                    plan.tensors().size(),
                    plan.quantizedCount(),
                    plan.weightCount(),
                    plan.bytesBefore(),
                    written.weightBytes(),
                    (System.nanoTime() - startNanos) / 1e9);
        } catch (FileSystemException e) {
            throw e;
        } catch (IOException e) {
            throw named(e, plan);
        }
    }

    private FolderWriter.Written write(
            Checkpoint source,
            ExportPlan plan,
            PartialFolder partial,
            Cancellation cancellation,
            Progress progress)
            throws IOException {
        WorkerPool.Counter counter = new WorkerPool.Counter(2 * plan.bytesBefore(), progress);
        try (WriteQueue queue = new WriteQueue()) {
            ExportContext context =
                    new ExportContext(
                            kernels,
                            pool,
                            queue,
                            partial.path(),
                            new Spools(partial.path()),
                            new ConcurrentLinkedQueue<>(),
                            cancellation,
                            counter);
            return plan.files().write(context, source, plan);
        }
    }

    private static void refuse(List<String> refusals) throws ExportRefusedException {
        if (!refusals.isEmpty()) {
            throw new ExportRefusedException(String.join("; ", refusals));
        }
    }

    /** A full disk says so in the system's words only, without a name. */
    private static IOException named(IOException e, ExportPlan plan) {
        String message = String.valueOf(e.getMessage());
        if (message.startsWith("No space left") || message.startsWith("Disk quota")) {
            return new IOException(
                    plan.target()
                            + ": the disk is full ("
                            + message
                            + "); nothing was kept; free some space or choose another disk",
                    e);
        }
        return e;
    }
}
