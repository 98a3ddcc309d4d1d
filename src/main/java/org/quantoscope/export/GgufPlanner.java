package org.quantoscope.export;

import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.checkpoint.gguf.GgmlType;
import org.quantoscope.checkpoint.gguf.GgufCheckpoint;
import org.quantoscope.checkpoint.gguf.GgufModel;
import org.quantoscope.checkpoint.gguf.GgufWriter;
import org.quantoscope.quant.BlockLayout;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.quant.TensorSpec;
import org.quantoscope.recipe.Recipe;
import org.quantoscope.tensor.DType;
import org.quantoscope.tensor.TensorInfo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Plans one GGUF export: what each tensor becomes, and whether llama.cpp will load the file. */
final class GgufPlanner {
    private final Checkpoint source;
    private final ExportOptions options;
    private final GgufModel model;
    private final boolean carried;
    private final List<PlannedTensor> tensors = new ArrayList<>();
    private final List<GgufPlan.Target> targets = new ArrayList<>();
    private int restored;

    GgufPlanner(Checkpoint source, ExportOptions options) {
        this.source = source;
        this.options = options;
        this.model = GgufModel.of(source);
        this.carried = source instanceof GgufCheckpoint;
    }

    ExportPlan plan() {
        source.tensors().forEach(this::add);
        List<String> refusals = new ArrayList<>(model.refusals());
        long after = tensors.stream().mapToLong(PlannedTensor::bytesAfter).sum();
        TargetChecks checks = TargetChecks.of(options, source);
        refusals.addAll(checks.refusals(ExportPlanner.neededBytes(source, List.of(), after)));
        refusals.addAll(ExportPlanner.rowRefusals(tensors));
        List<List<GgufPlan.Target>> parts = parts();
        if (options.isFile() && parts.size() > 1) {
            refusals.add(
                    options.target()
                            + ": "
                            + parts.size()
                            + " parts need a folder; name one without .gguf");
        }
        return new ExportPlan(
                options,
                source.name(),
                tensors,
                List.of(),
                tensors.stream().mapToLong(PlannedTensor::bytesBefore).sum(),
                after,
                checks.freeBytes(),
                refusals,
                warnings(),
                new GgufPlan(model, parts, mostType()));
    }

    private void add(TensorInfo tensor) {
        GgufModel.Place place = model.places().get(tensor.name());
        Recipe.Decision decision = options.recipe().decide(tensor);
        if (place == null || !place.omitted().isEmpty()) {
            String why = place == null ? "the model is refused" : place.omitted();
            Fit fit = place == null ? Fit.no(why) : Fit.otherwise(why);
            tensors.add(planned(tensor, decision.spec(), why, tensor.dtype(), "", 0, fit));
            return;
        }
        Choice choice = choice(tensor, decision);
        boolean blocks = choice.type.weightsPerBlock() > 1;
        DType stored = blocks ? tensor.dtype() : DType.named(choice.type.name()).orElse(DType.F32);
        GgufWriter.Entry entry = new GgufWriter.Entry(place.name(), tensor.shape(), choice.type);
        PlannedTensor planned =
                planned(
                        tensor,
                        choice.spec,
                        choice.reason,
                        stored,
                        choice.type.name(),
                        entry.byteCount(),
                        choice.fit);
        boolean copied =
                choice.type.name().equals(tensor.encoding())
                        && (carried || place.order().isAsIs())
                        && !(choice.spec instanceof QuantizationSpec && tensor.isPlain());
        tensors.add(planned);
        targets.add(new GgufPlan.Target(planned, entry, place.order(), copied));
    }

    private static PlannedTensor planned(
            TensorInfo tensor,
            TensorSpec spec,
            String reason,
            DType stored,
            String encoding,
            long bytesAfter,
            Fit fit) {
        boolean packed =
                spec instanceof QuantizationSpec
                        && DType.named(encoding).isEmpty()
                        && !encoding.isEmpty();
        return new PlannedTensor(
                tensor,
                spec,
                reason,
                stored,
                packed,
                encoding,
                tensor.byteCount(),
                bytesAfter,
                fit);
    }

    /** What a tensor becomes, by which specification, and why. */
    private record Choice(GgmlType type, TensorSpec spec, String reason, Fit fit) {
        Choice(GgmlType type, TensorSpec spec, String reason) {
            this(type, spec, reason, Fit.AS_ASKED);
        }
    }

    private Choice choice(TensorInfo tensor, Recipe.Decision decision) {
        if (carried && !tensor.dtype().isAnalysable()) {
            return new Choice(sourceType(tensor), TensorSpec.KEEP, decision.reason());
        }
        if (isAlwaysF32(tensor)) {
            return new Choice(
                    carried ? sourceType(tensor) : GgmlType.F32,
                    TensorSpec.KEEP,
                    "llama.cpp computes with vectors, norms and routers in F32");
        }
        return switch (decision.spec()) {
            case QuantizationSpec spec when spec.layout().blocks().isPresent() ->
                    blocks(tensor, spec, decision.reason());
            case QuantizationSpec spec -> {
                restored++;
                yield new Choice(
                        GgmlType.valueOf(options.dtype().name()),
                        spec,
                        decision.reason()
                                + "; restored values as "
                                + options.dtype()
                                + ": "
                                + whyNoBlocks(spec),
                        Fit.otherwise(whyNoBlocks(spec)));
            }
            case TensorSpec.Store store ->
                    new Choice(
                            GgmlType.valueOf(store.type().dtype().name()),
                            store,
                            decision.reason(),
                            PlannedTensor.fallback(decision));
            case TensorSpec.Keep keep -> new Choice(kept(tensor), keep, decision.reason());
        };
    }

    private Choice blocks(TensorInfo tensor, QuantizationSpec spec, String reason) {
        GgmlType type = GgmlType.valueOf(spec.layout().name());
        return type.name().equals(tensor.encoding())
                ? new Choice(type, spec, "its blocks are " + type + " already: carried unchanged")
                : new Choice(type, spec, reason);
    }

    private static String whyNoBlocks(QuantizationSpec spec) {
        return spec.alpha().value() > 0
                ? "salient weights have no place in GGUF's blocks; take a wider type, or the package"
                : spec.layout() == BlockLayout.PACKAGE
                        ? "only layouts q4_0 to q8_0 are GGUF's blocks"
                        : "layout " + spec.layout().key() + " is none of GGUF's blocks";
    }

    private GgmlType kept(TensorInfo tensor) {
        if (carried) {
            return sourceType(tensor);
        }
        // What was packed before has no bytes to copy: its restored values fit F32 only.
        boolean plain = tensor.dtype().isAnalysable() && ExportPlanner.isPlain(source, tensor);
        return plain ? GgmlType.valueOf(tensor.dtype().name()) : GgmlType.F32;
    }

    private GgmlType sourceType(TensorInfo tensor) {
        return ((GgufCheckpoint) source).type(tensor);
    }

    /** As llama.cpp's converter and its quantizer decide. */
    private boolean isAlwaysF32(TensorInfo tensor) {
        String name = Objects.requireNonNull(model.places().get(tensor.name())).name();
        return tensor.shape().rank() <= 1
                || name.endsWith("_norm.weight")
                || name.endsWith("ffn_gate_inp.weight");
    }

    private List<List<GgufPlan.Target>> parts() {
        List<List<GgufPlan.Target>> parts = new ArrayList<>(List.of(new ArrayList<>()));
        long bytes = 0;
        for (GgufPlan.Target target : targets) {
            long more = target.entry().byteCount();
            if (!parts.getLast().isEmpty() && more > options.shardBytes() - bytes) {
                parts.add(new ArrayList<>());
                bytes = 0;
            }
            parts.getLast().add(target);
            bytes += more;
        }
        return parts;
    }

    private GgmlType mostType() {
        Map<GgmlType, Long> weights = new EnumMap<>(GgmlType.class);
        for (GgufPlan.Target target : targets) {
            weights.merge(target.entry().type(), target.entry().shape().elementCount(), Long::sum);
        }
        return weights.entrySet().stream()
                .max(Map.Entry.comparingByValue(Comparator.naturalOrder()))
                .map(Map.Entry::getKey)
                .orElse(GgmlType.F32);
    }

    /** The same fallback of several tensors, in one line that names the first. */
    private List<String> fallbacks() {
        Map<String, List<String>> byReason = new LinkedHashMap<>();
        for (PlannedTensor planned : tensors) {
            boolean fallback =
                    planned.spec() instanceof TensorSpec.Store
                            && planned.reason().contains(" instead of ");
            if (fallback || planned.isOmitted() && model.places().size() == tensors.size()) {
                String what = planned.isOmitted() ? "left out, " : "";
                byReason.computeIfAbsent(what + planned.reason(), it -> new ArrayList<>())
                        .add(planned.tensor().name());
            }
        }
        List<String> lines = new ArrayList<>();
        byReason.forEach((reason, names) ->
                lines.add(
                        names.getFirst()
                                + (names.size() == 1 ? "" : " and " + (names.size() - 1) + " more")
                                + ": "
                                + reason
                                + "."));
        return lines;
    }

    private List<String> warnings() {
        List<String> warnings = new ArrayList<>(source.notes());
        warnings.addAll(model.notes());
        warnings.addAll(fallbacks());
        if (restored > 0) {
            warnings.add(
                    restored
                            + (restored == 1 ? " tensor is" : " tensors are")
                            + " written as restored values in "
                            + options.dtype()
                            + ", no smaller than before: GGUF's blocks hold layouts q4_0 to q8_0"
                            + " without salient weights; choose such a type, or the package.");
        }
        return warnings;
    }
}
