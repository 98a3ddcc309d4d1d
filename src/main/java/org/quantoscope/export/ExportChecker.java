package org.quantoscope.export;

import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.kernel.Kernels;
import org.quantoscope.quant.RowReader;
import org.quantoscope.quant.RowSlices;
import org.quantoscope.quant.UnquantizableTensorException;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.work.Cancellation;
import org.quantoscope.work.Progress;
import org.quantoscope.work.WorkerPool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Checks exports that were written earlier: against what they record of themselves, and against the
 * source, from which everything is computed again.
 *
 * <p>Opening has proved the headers: every file has exactly the bytes that its tensors need. What
 * cannot be checked is said, never passed over. Must not be run on a thread of its own pool.
 */
public final class ExportChecker {
    private final Kernels kernels;
    private final WorkerPool pool;

    public ExportChecker(Kernels kernels, WorkerPool pool) {
        this.kernels = kernels;
        this.pool = pool;
    }

    /**
     * Reads an export again: every recorded SHA-256, and the values of every tensor.
     *
     * @param out open until this returns
     * @param progress in bytes of files and tensors
     */
    public ExportCheck reread(Checkpoint out, Cancellation cancellation, Progress progress)
            throws IOException {
        Findings findings = new Findings();
        Map<String, String> sums = recorded(out);
        long bytes = out.tensors().stream().mapToLong(TensorInfo::byteCount).sum();
        for (String file : sums.keySet()) {
            bytes += out.folder().resolve(file).toFile().length();
        }
        WorkerPool.Counter counter = new WorkerPool.Counter(bytes, progress);
        checkSums(out, sums, findings, cancellation, counter);
        readValues(out, findings, cancellation, counter);
        findings.unchecked.add(
                out.recipeJson().isPresent()
                        ? "whether the values are those of the source under the embedded recipe:"
                                + " that needs the source"
                        : "where the values come from: no recipe is embedded, so this is no export"
                                + " of Quantoscope");
        return findings.check();
    }

    /**
     * Computes an export again from its source under the recipe that it carries, and compares every
     * tensor and every file.
     *
     * @param out open until this returns
     * @param source open until this returns
     * @param scratch folder that exists and has room for a second copy of the export; left as it
     *     was
     * @param progress in bytes of the source
     * @throws IOException if the export does not say how it was made, or the source cannot be
     *     exported so
     */
    public ExportCheck recompute(
            Checkpoint out,
            Checkpoint source,
            Path scratch,
            Cancellation cancellation,
            Progress progress)
            throws IOException {
        return new Recomputation(kernels, pool, out, source).run(scratch, cancellation, progress);
    }

    /** The digests that are recorded of this checkpoint's files. */
    private static Map<String, String> recorded(Checkpoint out) throws IOException {
        Map<String, String> sums = Sha256Sums.read(out.folder());
        boolean isFolder = Files.isDirectory(out.source());
        // A lone file may lie beside another export's list.
        return isFolder || sums.keySet().containsAll(out.weightFiles())
                ? sums
                : new LinkedHashMap<>();
    }

    private void checkSums(
            Checkpoint out,
            Map<String, String> sums,
            Findings findings,
            Cancellation cancellation,
            WorkerPool.Counter counter)
            throws IOException {
        if (sums.isEmpty()) {
            findings.unchecked.add(
                    "the bytes of the files: there is no "
                            + Sha256Sums.FILE
                            + " with their SHA-256 beside them");
            return;
        }
        List<String> files = List.copyOf(sums.keySet());
        String[] faults = new String[files.size()];
        pool.forEach(
                files.size(),
                cancellation,
                i -> {
                    String file = files.get(i);
                    faults[i] =
                            fault(out.folder(), file, sums.getOrDefault(file, ""), cancellation);
                    counter.add(out.folder().resolve(file).toFile().length(), file);
                });
        long right = 0;
        for (String fault : faults) {
            right += fault.isEmpty() ? 1 : 0;
            findings.addFault(fault);
        }
        findings.passed.add(
                right + " of " + faults.length + " files have the SHA-256 that was recorded");
        TreeSet<String> unlisted = new TreeSet<>(visibleFiles(out.folder()));
        unlisted.removeAll(sums.keySet());
        unlisted.remove(Sha256Sums.FILE);
        unlisted.forEach(file -> findings.unchecked.add(file + ": no SHA-256 is recorded of it"));
    }

    private static String fault(
            Path folder, String file, String expected, Cancellation cancellation) {
        Path path = folder.resolve(file).normalize();
        if (!path.startsWith(folder.normalize())) {
            return file + ": is recorded, but lies outside the folder";
        }
        if (!Files.isRegularFile(path)) {
            return file + ": is recorded, but missing";
        }
        try {
            String found = FileDigest.sha256(path, cancellation);
            return found.equals(expected)
                    ? ""
                    : file + ": its SHA-256 is " + found + ", but " + expected + " was recorded";
        } catch (IOException e) {
            return file + ": cannot be read: " + e.getMessage();
        }
    }

    static List<String> visibleFiles(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .toList();
        }
    }

    private void readValues(
            Checkpoint out,
            Findings findings,
            Cancellation cancellation,
            WorkerPool.Counter counter) {
        long read = 0;
        long others = 0;
        for (TensorInfo tensor : out.tensors()) {
            if (!tensor.dtype().isAnalysable()) {
                others++;
            } else {
                try {
                    RowReader reader = new RowReader(out.view(tensor), kernels);
                    RowSlices slices = new RowSlices(reader, 0, reader.rows());
                    slices.forEach(pool, cancellation, slice -> (row, weights) -> {});
                    read++;
                } catch (UncheckedIOException e) {
                    // The file's reader has named file and tensor.
                    Throwable reason = Objects.requireNonNullElse(e.getCause(), e);
                    findings.addFault(String.valueOf(reason.getMessage()));
                } catch (UnquantizableTensorException e) {
                    findings.unchecked.add(String.valueOf(e.getMessage()));
                }
            }
            counter.add(tensor.byteCount(), tensor.name());
        }
        findings.passed.add(
                read
                        + " of "
                        + out.tensors().size()
                        + " tensors were read to the last row"
                        + (others == 0 ? "" : "; " + others + " hold no numbers that are read"));
    }

    /** What was found so far. */
    static final class Findings {
        final List<String> passed = new ArrayList<>();
        final List<String> unchecked = new ArrayList<>();
        final List<String> faults = new ArrayList<>();

        /** Adds a fault, unless it is none. */
        void addFault(String fault) {
            if (!fault.isEmpty()) {
                faults.add(fault);
            }
        }

        ExportCheck check() {
            return new ExportCheck(passed, unchecked, faults);
        }
    }
}
