package org.quantoscope.export;

import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.checkpoint.quantpack.PackageMetadata;
import org.quantoscope.kernel.Kernels;
import org.quantoscope.recipe.Recipe;
import org.quantoscope.recipe.RecipeCodec;
import org.quantoscope.work.Cancellation;
import org.quantoscope.work.Progress;
import org.quantoscope.work.WorkerPool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * One export, made once more beside the first, and compared with it.
 *
 * <p>The export's own code runs again, so every byte must be the same.
 */
final class Recomputation {
    private final Kernels kernels;
    private final WorkerPool pool;
    private final Checkpoint out;
    private final Checkpoint source;
    private final ExportChecker.Findings findings = new ExportChecker.Findings();

    Recomputation(Kernels kernels, WorkerPool pool, Checkpoint out, Checkpoint source) {
        this.kernels = kernels;
        this.pool = pool;
        this.out = out;
        this.source = source;
    }

    ExportCheck run(Path scratch, Cancellation cancellation, Progress progress) throws IOException {
        Recipe recipe =
                RecipeCodec.read(
                        out.recipeJson()
                                .orElseThrow(() ->
                                        new IOException(
                                                out.source()
                                                        + ": no recipe is embedded, so"
                                                        + " nothing can be computed"
                                                        + " again")));
        if (!isRecordedSource(cancellation)) {
            findings.unchecked.add(
                    "the values: they were made from other files than those of " + source.source());
            return findings.check();
        }
        Path folder = Files.createTempDirectory(scratch, ".quantoscope-verify-");
        try {
            ExportPlan plan =
                    new ExportReplanner(out, source, recipe, folder.resolve(name())).plan();
            new ExportJob(kernels, pool).run(source, plan, cancellation, progress);
            new ExportComparison(pool, findings).compare(out, plan.target(), cancellation);
        } finally {
            remove(folder);
        }
        return findings.check();
    }

    private String name() {
        return String.valueOf(out.source().toAbsolutePath().normalize().getFileName());
    }

    /** Compares the digests of the source's files with the recorded ones. */
    private boolean isRecordedSource(Cancellation cancellation) throws IOException {
        Map<String, String> recorded = new TreeMap<>();
        for (Map<String, String> metadata : out.metadata().values()) {
            String json = metadata.get(PackageMetadata.SOURCE_KEY);
            if (json != null) {
                recorded.putAll(PackageMetadata.sourceSha256(json));
            }
        }
        if (recorded.isEmpty()) {
            findings.unchecked.add("whether this is the source: no digests of one are embedded");
            return true;
        }
        int before = findings.faults.size();
        for (String file : source.weightFiles()) {
            String expected = recorded.remove(file);
            if (expected == null) {
                findings.addFault(
                        "source " + file + ": the export was not made from a file of this name");
                continue;
            }
            String found = digest(source.folder().resolve(file), expected, cancellation);
            if (!found.equals(expected)) {
                findings.addFault(
                        "source "
                                + file
                                + ": its digest is "
                                + found
                                + ", but the export was made from "
                                + expected);
            }
        }
        recorded.forEach((file, digest) ->
                findings.addFault(
                        "source "
                                + file
                                + ": the export was made from it, but it is"
                                + " missing"));
        boolean same = findings.faults.size() == before;
        if (same) {
            findings.passed.add("the source's weight files have the digests that were recorded");
        }
        return same;
    }

    /** The digest of a file, of the kind that was recorded. */
    private static String digest(Path file, String recorded, Cancellation cancellation)
            throws IOException {
        return FileDigest.isCrc32c(recorded)
                ? FileDigest.crc32c(file, cancellation)
                : FileDigest.sha256(file, cancellation);
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
