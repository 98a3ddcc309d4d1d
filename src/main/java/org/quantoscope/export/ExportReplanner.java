package org.quantoscope.export;

import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.checkpoint.gguf.GgufCheckpoint;
import org.quantoscope.checkpoint.quantpack.PackageMetadata;
import org.quantoscope.recipe.Recipe;
import org.quantoscope.tensor.DType;
import org.quantoscope.tensor.TensorInfo;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Plans once more the export that a checkpoint is.
 *
 * <p>Format, type of values and size of files are not recorded, because they show: of all plans
 * under the recipe that can be carried out, the one that stores most tensors as they are stored.
 */
final class ExportReplanner {
    private final Checkpoint out;
    private final Checkpoint source;
    private final Recipe recipe;
    private final Path target;
    private final Map<String, TensorInfo> stored = new LinkedHashMap<>();

    /**
     * @param out the export
     * @param target of the new plan
     */
    ExportReplanner(Checkpoint out, Checkpoint source, Recipe recipe, Path target) {
        this.out = out;
        this.source = source;
        this.recipe = recipe;
        this.target = target;
        out.tensors().forEach(tensor -> stored.put(tensor.name(), tensor));
    }

    ExportPlan plan() {
        ExportPlan whole =
                formats().stream()
                        .flatMap(format ->
                                types(format).stream()
                                        .map(type -> plan(format, type, Long.MAX_VALUE)))
                        .max(
                                Comparator.comparing((ExportPlan plan) -> !plan.isRefused())
                                        .thenComparingLong(this::alike))
                        .orElseThrow();
        return hasSameFiles(whole)
                ? whole
                : plan(whole.options().format(), whole.options().dtype(), mostBytes(whole));
    }

    private ExportPlan plan(ExportFormat format, DType type, long shardBytes) {
        return ExportPlanner.plan(
                source, new ExportOptions(recipe, format, type, target, shardBytes, toolVersion()));
    }

    private List<ExportFormat> formats() {
        if (out instanceof GgufCheckpoint) {
            return List.of(ExportFormat.GGUF);
        }
        if (hasMetadata(PackageMetadata.VERSION_KEY)) {
            return List.of(ExportFormat.PACKAGE);
        }
        return out.tensors().stream().allMatch(TensorInfo::isPlain)
                ? List.of(ExportFormat.DEQUANTIZED)
                : List.of(ExportFormat.COMPRESSED_TENSORS, ExportFormat.GPTQ, ExportFormat.AWQ);
    }

    private static List<DType> types(ExportFormat format) {
        return format.writesRestoredValues()
                ? List.of(DType.F32, DType.BF16, DType.F16)
                : List.of(DType.F32);
    }

    /** How many tensors a plan stores as they are stored; of equal plans the last is as good. */
    private long alike(ExportPlan plan) {
        return parts(plan).values().stream()
                .flatMap(part -> part.entrySet().stream())
                .filter(entry -> {
                    TensorInfo tensor = stored.get(entry.getKey());
                    return tensor != null && tensor.encoding().equals(entry.getValue().encoding());
                })
                .count();
    }

    /**
     * The planned tensors of each file, by their names there.
     *
     * @return by file; of GGUF by number, for names of parts follow their count
     */
    private static Map<String, Map<String, PlannedTensor>> parts(ExportPlan plan) {
        Map<String, Map<String, PlannedTensor>> parts = new LinkedHashMap<>();
        switch (plan.files()) {
            case FolderFiles folder -> {
                for (FolderFiles.Shard shard : folder.shards()) {
                    Map<String, PlannedTensor> part = new LinkedHashMap<>();
                    shard.tensors().forEach(it -> part.put(it.tensor().name(), it));
                    parts.put(shard.name(), part);
                }
            }
            case GgufPlan gguf -> {
                for (List<GgufPlan.Target> targets : gguf.parts()) {
                    Map<String, PlannedTensor> part = new LinkedHashMap<>();
                    targets.forEach(it -> part.put(it.entry().name(), it.planned()));
                    parts.put(String.valueOf(parts.size()), part);
                }
            }
        }
        return parts;
    }

    private boolean hasSameFiles(ExportPlan whole) {
        if (whole.files() instanceof FolderFiles folder) {
            return List.copyOf(folder.names()).equals(out.weightFiles());
        }
        return out.weightFiles().size() == 1;
    }

    /**
     * A cap under which tensors, taken in order, fall into files as they did: the most bytes that
     * several tensors of one file were planned with together.
     */
    private long mostBytes(ExportPlan whole) {
        Map<String, long[]> files = new HashMap<>();
        for (Map<String, PlannedTensor> part : parts(whole).values()) {
            part.forEach((name, planned) -> {
                TensorInfo tensor = stored.get(name);
                if (tensor != null) {
                    long[] sums = files.computeIfAbsent(tensor.file(), file -> new long[2]);
                    sums[0]++;
                    sums[1] += planned.bytesAfter();
                }
            });
        }
        return files.values().stream()
                .filter(sums -> sums[0] > 1)
                .mapToLong(sums -> sums[1])
                .max()
                .orElse(1);
    }

    private boolean hasMetadata(String key) {
        return out.metadata().values().stream().anyMatch(metadata -> metadata.containsKey(key));
    }

    private String toolVersion() {
        return out.metadata().values().stream()
                .map(metadata -> metadata.get(PackageMetadata.TOOL_KEY))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("");
    }
}
