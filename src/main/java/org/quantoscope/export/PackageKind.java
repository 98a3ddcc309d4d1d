package org.quantoscope.export;

import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.checkpoint.CheckpointFormat;
import org.quantoscope.checkpoint.quantpack.PackageMetadata;
import org.quantoscope.checkpoint.quantpack.PackedStream;
import org.quantoscope.checkpoint.quantpack.PackedTensor;
import org.quantoscope.checkpoint.quantpack.QuantpackFormat;
import org.quantoscope.checkpoint.safetensors.FolderJson;
import org.quantoscope.checkpoint.safetensors.SafetensorsWriter;
import org.quantoscope.quant.BlockLayout;
import org.quantoscope.quant.GapStatistics;
import org.quantoscope.quant.PlacesEncoding;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.quant.RowReader;
import org.quantoscope.quant.StoredSize;
import org.quantoscope.quant.TensorSpec;
import org.quantoscope.recipe.Recipe;
import org.quantoscope.recipe.RecipeCodec;
import org.quantoscope.tensor.DType;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.tensor.TensorView;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A folder in our own format: codes, parameters of both classes, places of the salient weights.
 *
 * @param knownSizes exact sizes of packed tensors where they are known, by name
 */
record PackageKind(Checkpoint source, Map<String, StoredSize> knownSizes) implements FolderKind {
    @Override
    public PlannedTensor plan(TensorInfo tensor, Recipe.Decision decision) {
        if (!(decision.spec() instanceof QuantizationSpec spec)) {
            return PlannedTensor.plain(source, tensor, decision, storedType(tensor, decision));
        }
        StoredSize known = knownSizes.get(tensor.name());
        long bytes =
                known != null
                        ? known.bytes()
                        : tensor.columns() > RowReader.MAX_COLUMNS
                                ? tensor.byteCount()
                                : SizeForecast.bytes(tensor, spec);
        return new PlannedTensor(
                tensor,
                spec,
                decision.reason(),
                tensor.dtype(),
                true,
                "",
                tensor.byteCount(),
                bytes,
                fit(spec));
    }

    /** A package knows the codes of its own layout only. */
    private static Fit fit(QuantizationSpec spec) {
        return spec.layout() == BlockLayout.PACKAGE
                ? Fit.AS_ASKED
                : Fit.no(
                        "layout "
                                + spec.layout().key()
                                + " does not go into a package; export "
                                + spec.layout().title()
                                + " or dequantized values, or choose layout package");
    }

    private DType storedType(TensorInfo tensor, Recipe.Decision decision) {
        if (!tensor.dtype().isAnalysable()) {
            return tensor.dtype();
        }
        if (decision.spec() instanceof TensorSpec.Store(var stored)) {
            return stored.dtype();
        }
        // What was packed before has no bytes to copy: its restored values fit F32 only.
        return ExportPlanner.isPlain(source, tensor) ? tensor.dtype() : DType.F32;
    }

    /** A tensor that is called like an array of a packed one cannot lie beside it. */
    @Override
    public List<String> refusals(List<PlannedTensor> tensors) {
        Set<String> names = new HashSet<>();
        tensors.forEach(planned -> names.add(planned.tensor().name()));
        List<String> refusals = new ArrayList<>();
        for (PlannedTensor planned : tensors) {
            for (PackedStream stream : PackedStream.values()) {
                String entry = stream.entryName(planned.tensor().name());
                if (planned.packed() && names.contains(entry)) {
                    refusals.add(
                            planned.tensor().name()
                                    + ": cannot be packed beside a tensor called "
                                    + entry
                                    + "; keep it at source precision");
                }
            }
        }
        return refusals;
    }

    @Override
    public List<String> warnings(List<PlannedTensor> tensors) {
        return List.of();
    }

    /** A package brings a description of its own. */
    @Override
    public List<String> companions(List<String> files) {
        return files.stream().filter(file -> !file.equals(PackageMetadata.FILE)).toList();
    }

    @Override
    public long headerBytes(List<PlannedTensor> tensors, Map<String, String> provenance) {
        List<String> names = new ArrayList<>();
        List<PackedTensor> worst = new ArrayList<>();
        int rank = 1;
        for (PlannedTensor planned : tensors) {
            if (planned.spec() instanceof QuantizationSpec spec) {
                PackedTensor tensor = longest(planned.tensor(), spec);
                worst.add(tensor);
                // Rice takes as many arrays as lists, with the longer names, and more than a
                // bitmap.
                for (PackedStream stream : tensor.streamBytes().keySet()) {
                    names.add(stream.entryName(tensor.name()));
                }
            } else {
                names.add(planned.tensor().name());
                rank = Math.max(rank, planned.tensor().shape().rank());
            }
        }
        return SafetensorsWriter.headerCapacity(
                names, rank, PackageMetadata.ofFile(provenance, worst));
    }

    /** A description whose text is at least as long as any that this tensor can get. */
    private static PackedTensor longest(TensorInfo tensor, QuantizationSpec spec) {
        long weights = tensor.elementCount();
        boolean salient = spec.alpha().of(weights) > 0;
        return new PackedTensor(
                tensor.name(),
                tensor.dtype(),
                tensor.shape(),
                tensor.transposed(),
                spec,
                1.1754944E-38f,
                salient ? weights : 0,
                weights,
                salient ? weights : 0,
                salient ? PlacesEncoding.RICE : PlacesEncoding.NONE,
                salient ? GapStatistics.MAX_RICE_PARAMETER : 0,
                salient ? 100 * weights : 0);
    }

    @Override
    public PackedShard open(ExportContext context, ShardFile shard) {
        return new Streams(context, shard, new ArrayList<>());
    }

    /** The packed tensors of one file, as their header describes them. */
    private record Streams(ExportContext context, ShardFile shard, List<PackedTensor> packed)
            implements PackedShard {
        @Override
        public long write(TensorView view, PlannedTensor planned) throws IOException {
            QuantizationSpec spec = (QuantizationSpec) planned.spec();
            PackedTensorWriter.Written written =
                    new PackedTensorWriter(context, view, spec, shard).write();
            packed.add(written.tensor());
            return written.restored();
        }

        @Override
        public Map<String, String> metadata(Map<String, String> provenance) {
            return PackageMetadata.ofFile(provenance, packed);
        }
    }

    @Override
    public byte[] config(byte[] config, ExportPlan plan) throws IOException {
        return FolderJson.withoutQuantization(config);
    }

    @Override
    public Map<String, byte[]> ownFiles(
            ExportPlan plan, Map<String, String> sourceSha256, List<PackedShard> shards) {
        List<PackedTensor> packed = new ArrayList<>();
        for (PackedShard shard : shards) {
            packed.addAll(((Streams) shard).packed());
        }
        String text =
                PackageMetadata.forPeople(
                        RecipeCodec.write(plan.options().recipe()),
                        plan.options().toolVersion(),
                        sourceSha256,
                        packed);
        return Map.of(PackageMetadata.FILE, text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Optional<CheckpointFormat> reader(CheckpointFormat container) {
        return Optional.of(new QuantpackFormat(container));
    }
}
