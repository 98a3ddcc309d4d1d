package org.quantoscope.export;

import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.tensor.DType;
import org.quantoscope.tensor.TensorInfo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Plans one export into a folder of safetensors, of whatever kind. */
final class FolderPlanner {
    private static final String EXTENSION = ".safetensors";

    private final Checkpoint source;
    private final ExportOptions options;
    private final FolderKind kind;

    FolderPlanner(Checkpoint source, ExportOptions options, FolderKind kind) {
        this.source = source;
        this.options = options;
        this.kind = kind;
    }

    ExportPlan plan() {
        List<PlannedTensor> tensors =
                kind.reviewed(source.tensors().stream().map(this::planned).toList());
        long after = tensors.stream().mapToLong(PlannedTensor::bytesAfter).sum();
        TargetChecks checks = TargetChecks.of(options, source);
        List<String> companions = kind.companions(source.companionFiles());
        List<String> refusals =
                new ArrayList<>(
                        checks.refusals(ExportPlanner.neededBytes(source, companions, after)));
        refusals.addAll(ExportPlanner.rowRefusals(tensors));
        refusals.addAll(ExportPlanner.fitRefusals(tensors));
        refusals.addAll(kind.refusals(tensors));
        List<String> warnings = new ArrayList<>(source.notes());
        if (tensors.stream().noneMatch(PlannedTensor::isQuantized)) {
            warnings.add("The recipe quantizes no tensor of this model.");
        }
        warnings.addAll(kind.warnings(tensors));
        return new ExportPlan(
                options,
                source.name(),
                tensors,
                companions,
                tensors.stream().mapToLong(PlannedTensor::bytesBefore).sum(),
                after,
                checks.freeBytes(),
                refusals,
                warnings,
                new FolderFiles(kind, shards(tensors)));
    }

    private PlannedTensor planned(TensorInfo tensor) {
        PlannedTensor planned = kind.plan(tensor, options.recipe().decide(tensor));
        return tensor.dtype() == DType.OPAQUE
                ? planned.withFit(
                        Fit.no(
                                tensor.encoding()
                                        + " is not decoded, and safetensors has no such type"))
                : planned;
    }

    private List<FolderFiles.Shard> shards(List<PlannedTensor> tensors) {
        List<PlannedTensor> written =
                tensors.stream().filter(planned -> !planned.isOmitted()).toList();
        return options.shardBytes() == Long.MAX_VALUE ? asInSource(written) : capped(written);
    }

    private List<FolderFiles.Shard> asInSource(List<PlannedTensor> tensors) {
        List<FolderFiles.Shard> shards = new ArrayList<>();
        for (String file : source.weightFiles()) {
            List<PlannedTensor> here =
                    tensors.stream()
                            .filter(planned -> planned.tensor().file().equals(file))
                            .toList();
            boolean leftOut =
                    here.isEmpty()
                            && source.tensors().stream().anyMatch(it -> it.file().equals(file));
            if (leftOut) {
                continue;
            }
            shards.add(
                    new FolderFiles.Shard(writtenName(file), List.of(file), AlignedOrder.of(here)));
        }
        return shards;
    }

    /**
     * The source's name where any reader finds it: with the extension, which a blob of a download
     * cache lacks, and in the folder itself, where an index may name sub-folders.
     */
    static String writtenName(String weightFile) {
        String flat = weightFile.replace('/', '-');
        return flat.endsWith(EXTENSION) ? flat : flat + EXTENSION;
    }

    /** In order, each file as full as the bound allows; a larger tensor has its own. */
    private List<FolderFiles.Shard> capped(List<PlannedTensor> tensors) {
        List<List<PlannedTensor>> parts = new ArrayList<>(List.of(new ArrayList<>()));
        long bytes = 0;
        for (PlannedTensor planned : tensors) {
            if (!parts.getLast().isEmpty() && planned.bytesAfter() > options.shardBytes() - bytes) {
                parts.add(new ArrayList<>());
                bytes = 0;
            }
            parts.getLast().add(planned);
            bytes += planned.bytesAfter();
        }
        List<FolderFiles.Shard> shards = new ArrayList<>();
        for (List<PlannedTensor> part : parts) {
            String name =
                    parts.size() == 1
                            ? "model" + EXTENSION
                            : String.format(
                                    Locale.ROOT,
                                    "model-%05d-of-%05d" + EXTENSION,
                                    shards.size() + 1,
                                    parts.size());
            List<String> sources =
                    part.stream().map(planned -> planned.tensor().file()).distinct().toList();
            shards.add(new FolderFiles.Shard(name, sources, AlignedOrder.of(part)));
        }
        return shards;
    }
}
