package org.quantoscope.export;

import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.checkpoint.CheckpointFormat;
import org.quantoscope.checkpoint.quantized.QuantizationJson;
import org.quantoscope.checkpoint.quantized.QuantizedFolderFormat;
import org.quantoscope.checkpoint.quantized.StoredArray;
import org.quantoscope.checkpoint.safetensors.FolderJson;
import org.quantoscope.checkpoint.safetensors.SafetensorsWriter;
import org.quantoscope.quant.BlockLayout;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.quant.SpecField;
import org.quantoscope.quant.TensorSpec;
import org.quantoscope.recipe.Recipe;
import org.quantoscope.recipe.RecipeCodec;
import org.quantoscope.tensor.DType;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.tensor.TensorRole;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A Hugging Face folder whose matrices are codes of a stock format. */
record StockKind(Checkpoint source, StockTarget target) implements FolderKind {
    @Override
    public PlannedTensor plan(TensorInfo tensor, Recipe.Decision decision) {
        if (RotaryTables.is(tensor)) {
            return RotaryTables.leftOut(tensor, decision);
        }
        if (!(decision.spec() instanceof QuantizationSpec spec)) {
            return PlannedTensor.plain(source, tensor, decision, storedType(tensor, decision));
        }
        String objection = objection(tensor, spec);
        boolean fits = objection.isEmpty();
        return new PlannedTensor(
                tensor,
                spec,
                decision.reason(),
                DType.F32, // What its reader restores, whatever the source held.
                true,
                fits ? target.encoding(spec) : target.layout().title(),
                tensor.byteCount(),
                fits ? bytes(tensor, spec) : tensor.byteCount(),
                fits ? Fit.AS_ASKED : Fit.no(objection));
    }

    private long bytes(TensorInfo tensor, QuantizationSpec spec) {
        return target.arrays(tensor, spec).stream().mapToLong(StoredArray::byteCount).sum();
    }

    private DType storedType(TensorInfo tensor, Recipe.Decision decision) {
        if (decision.spec() instanceof TensorSpec.Store(var stored)) {
            return stored.dtype();
        }
        // What was packed before has no bytes to copy: its restored values fit F32 only.
        return ExportPlanner.isPlain(source, tensor) ? tensor.dtype() : DType.F32;
    }

    private String objection(TensorInfo tensor, QuantizationSpec spec) {
        String title = target.layout().title();
        if (spec.layout() != target.layout()) {
            String what =
                    spec.alpha().value() > 0
                            ? "salient weights have no place in " + title
                            : "layout " + spec.layout().key() + " is not that of " + title;
            return what
                    + "; choose layout "
                    + target.layout().key()
                    + ", or export "
                    + (spec.layout() == BlockLayout.PACKAGE
                            ? "a package or dequantized values"
                            : spec.layout().title() + " or dequantized values");
        }
        if (tensor.shape().rank() != 2) {
            return "a tensor of "
                    + tensor.shape().rank()
                    + " dimensions ("
                    + tensor.shape()
                    + ") is no linear module, which is all that "
                    + title
                    + " packs; keep it, or export a package";
        }
        if (tensor.transposed()) {
            return "it is stored [in, out] (Conv1D), which readers of "
                    + title
                    + " do not replace; export GGUF, a package or dequantized values";
        }
        if (!tensor.name().endsWith(".weight") || tensor.role() == TensorRole.EMBEDDING) {
            return "it is no weight of a linear module, which is all that "
                    + title
                    + " packs; keep it";
        }
        if (tensor.role() == TensorRole.HEAD && source.config().tiedHead().orElse(false)) {
            return "the head is tied to the embedding, which stays plain; keep it";
        }
        return target.objection(tensor, spec);
    }

    /** vLLM, among others, joins q, k and v, and gate and up, and needs one scheme for them. */
    @Override
    public List<PlannedTensor> reviewed(List<PlannedTensor> tensors) {
        List<PlannedTensor> joined = JoinedModules.reviewed(tensors);
        StockModules modules = StockModules.of(joined);
        return joined.stream().map(planned -> withCaveat(planned, modules)).toList();
    }

    private PlannedTensor withCaveat(PlannedTensor planned, StockModules modules) {
        String caveat =
                planned.isQuantized() && !planned.fit().isRefused()
                        ? target.caveat(planned, modules)
                        : "";
        return caveat.isEmpty() ? planned : planned.withFit(Fit.some(caveat));
    }

    @Override
    public List<String> refusals(List<PlannedTensor> tensors) {
        List<String> refusals = new ArrayList<>();
        if (!source.companionFiles().contains(ExportPlanner.CONFIG)) {
            refusals.add(
                    source.folder()
                            + ": has no config.json, by which readers of "
                            + target.layout().title()
                            + " find their settings; export a package or dequantized values");
        }
        if (refusals.isEmpty()) {
            refusals.addAll(ReaderNotes.of(source).obstacles());
        }
        refusals.addAll(target.refusals(StockModules.of(tensors)));
        if (tensors.stream().noneMatch(PlannedTensor::isQuantized)) {
            refusals.add(
                    "no matrix would be quantized, which readers of "
                            + target.layout().title()
                            + " do not take; "
                            + (tensors.stream()
                                            .anyMatch(it -> it.spec() instanceof TensorSpec.Store)
                                    ? "choose a smaller group size, or change the recipe"
                                    : "change the recipe, or export dequantized values"));
        }
        return refusals;
    }

    @Override
    public List<String> warnings(List<PlannedTensor> tensors) {
        StockModules modules = StockModules.of(tensors);
        List<String> warnings =
                new ArrayList<>(
                        ExportPlanner.byReason(
                                tensors.stream()
                                        .filter(it -> it.fit().answer() == Fit.Answer.OTHERWISE)
                                        .toList()));
        warnings.addAll(ReaderNotes.of(source).notes());
        warnings.addAll(target.warnings(modules));
        modules.all().stream()
                .filter(StockKind::roundsScales)
                .findFirst()
                .ifPresent(planned -> warnings.add(roundingText(planned)));
        return warnings;
    }

    private static boolean roundsScales(PlannedTensor planned) {
        return planned.tensor().dtype() != DType.F32
                && planned.spec() instanceof QuantizationSpec spec
                && spec.parameters().dtype() != planned.tensor().dtype();
    }

    private String roundingText(PlannedTensor planned) {
        DType model = planned.tensor().dtype();
        String key = model.name().toLowerCase(java.util.Locale.ROOT);
        if (!target.layout().permitted(SpecField.PARAMETERS).contains(key)) {
            return "Readers multiply codes and scales in F16 or in the model's own type, "
                    + model
                    + ", and round each weight to it once more.";
        }
        return "Readers compute in the model's own type, "
                + model
                + ", and round scales to it; params "
                + key
                + " shows their numbers, and loading in float32 gives those shown now.";
    }

    @Override
    public List<String> companions(List<String> files) {
        return files.stream().filter(file -> !target.ownFiles("{}").containsKey(file)).toList();
    }

    @Override
    public long headerBytes(List<PlannedTensor> tensors, Map<String, String> provenance) {
        int rank = 2;
        List<String> names = new ArrayList<>();
        for (PlannedTensor planned : tensors) {
            if (planned.packed() && planned.spec() instanceof QuantizationSpec spec) {
                target.arrays(planned.tensor(), spec).forEach(array -> names.add(array.name()));
            } else {
                names.add(planned.tensor().name());
                rank = Math.max(rank, planned.tensor().shape().rank());
            }
        }
        return SafetensorsWriter.headerCapacity(names, rank, provenance);
    }

    @Override
    public PackedShard open(ExportContext context, ShardFile shard) {
        return new StockShard(context, shard, target);
    }

    private String configuration(ExportPlan plan) {
        return target.configuration(
                StockModules.of(plan.tensors()),
                new QuantizationJson.Provenance(
                        RecipeCodec.write(plan.options().recipe()), plan.options().toolVersion()));
    }

    @Override
    public byte[] config(byte[] config, ExportPlan plan) throws IOException {
        return FolderJson.withQuantization(config, configuration(plan));
    }

    @Override
    public Map<String, byte[]> ownFiles(
            ExportPlan plan, Map<String, String> sourceSha256, List<PackedShard> shards) {
        return target.ownFiles(configuration(plan));
    }

    @Override
    public Optional<CheckpointFormat> reader(CheckpointFormat container) {
        return Optional.of(new QuantizedFolderFormat(container));
    }
}
