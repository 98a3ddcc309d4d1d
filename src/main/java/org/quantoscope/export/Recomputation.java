package org.quantoscope.export;

import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.checkpoint.gguf.GgufCheckpoint;
import org.quantoscope.checkpoint.quantpack.PackageMetadata;
import org.quantoscope.kernel.Kernels;
import org.quantoscope.recipe.Recipe;
import org.quantoscope.recipe.RecipeCodec;
import org.quantoscope.tensor.DType;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.work.Cancellation;
import org.quantoscope.work.Progress;
import org.quantoscope.work.WorkerPool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * One export, made once more beside the first, and compared with it.
 *
 * <p>How it was made follows from what it carries: recipe and version from its metadata, type of
 * values and size of files from its tensors. The export's own code runs again, so every byte must
 * be the same.
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
            ExportPlan plan = plan(recipe, folder.resolve(name()));
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
        try (DigestThread digests = new DigestThread(source.folder(), source.weightFiles())) {
            for (String file : source.weightFiles()) {
                cancellation.check();
                String found = digests.sha256(file);
                String expected = recorded.remove(file);
                if (!found.equals(expected)) {
                    findings.addFault(
                            "source "
                                    + file
                                    + (expected == null
                                            ? ": the export was not made from a file of this name"
                                            : ": its SHA-256 is "
                                                    + found
                                                    + ", but the export was made from "
                                                    + expected));
                }
            }
        }
        recorded.forEach((file, sha256) ->
                findings.addFault(
                        "source "
                                + file
                                + ": the export was made from it, but it is"
                                + " missing"));
        boolean same = findings.faults.size() == before;
        if (same) {
            findings.passed.add("the source's weight files have the SHA-256 that was recorded");
        }
        return same;
    }

    private ExportPlan plan(Recipe recipe, Path target) {
        return Stream.of(DType.F32, DType.BF16, DType.F16)
                .map(type -> plan(recipe, target, type))
                .max(Comparator.comparingLong(this::alike))
                .orElseThrow();
    }

    private ExportPlan plan(Recipe recipe, Path target, DType type) {
        ExportOptions options =
                new ExportOptions(recipe, format(), type, target, mostShardBytes(), toolVersion());
        return ExportPlanner.plan(source, options);
    }

    private ExportFormat format() {
        return out instanceof GgufCheckpoint
                ? ExportFormat.GGUF
                : ExportChecker.isPackage(out) ? ExportFormat.PACKAGE : ExportFormat.DEQUANTIZED;
    }

    /** How many tensors of the plan are stored as they are in the export; ties: the first plan. */
    private long alike(ExportPlan plan) {
        Map<String, String> found = new HashMap<>();
        out.tensors().forEach(tensor -> found.put(tensor.name(), tensor.encoding()));
        Map<String, String> planned = new HashMap<>();
        if (plan.gguf().isPresent()) {
            plan.gguf().get().parts().stream()
                    .flatMap(List::stream)
                    .forEach(target ->
                            planned.put(target.entry().name(), target.entry().type().name()));
        } else {
            plan.tensors()
                    .forEach(tensor -> planned.put(tensor.tensor().name(), tensor.encoding()));
        }
        return planned.entrySet().stream()
                .filter(entry -> entry.getValue().equals(found.get(entry.getKey())))
                .count();
    }

    /**
     * A cap under which tensors, taken in order, fall into files as they did: the most bytes that
     * several tensors of one file have together.
     */
    private long mostShardBytes() {
        Map<String, long[]> files = new LinkedHashMap<>();
        for (TensorInfo tensor : out.tensors()) {
            long[] sums = files.computeIfAbsent(tensor.file(), file -> new long[2]);
            sums[0]++;
            sums[1] += tensor.byteCount();
        }
        if (files.size() == 1 || format() != ExportFormat.GGUF) {
            return Long.MAX_VALUE;
        }
        return files.values().stream()
                .filter(sums -> sums[0] > 1)
                .mapToLong(sums -> sums[1])
                .max()
                .orElse(1);
    }

    private String toolVersion() {
        return out.metadata().values().stream()
                .map(metadata -> metadata.get(PackageMetadata.TOOL_KEY))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("");
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
