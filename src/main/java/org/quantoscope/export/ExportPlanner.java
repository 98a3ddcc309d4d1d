package org.quantoscope.export;

import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.checkpoint.quantpack.PackageMetadata;
import org.quantoscope.checkpoint.quantpack.PackedStream;
import org.quantoscope.quant.BlockLayout;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.quant.RowReader;
import org.quantoscope.quant.StoredSize;
import org.quantoscope.quant.TensorSpec;
import org.quantoscope.recipe.Recipe;
import org.quantoscope.tensor.DType;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.tensor.TensorView;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Plans exports: reads headers and asks the disk, writes nothing.
 *
 * <p>What only the weights tell (NaN, a parameter beyond its type) is left to the job, which then
 * leaves nothing behind.
 */
public final class ExportPlanner {
    /** Room asked for beside the weights: headers, and a forecast that is a little off. */
    private static final double MARGIN = 1.02;

    private static final long MARGIN_BYTES = 1 << 20;

    /**
     * Of one tensor: its arrays in the header, and its description there and in a file for people.
     */
    private static final long DESCRIPTION_BYTES = 3_000;

    private ExportPlanner() {}

    /** Plans with forecasts of the packed sizes. */
    public static ExportPlan plan(Checkpoint source, ExportOptions options) {
        return plan(source, options, Map.of());
    }

    /**
     * Plans an export.
     *
     * @param knownSizes exact sizes of packed tensors where a report under the same specification
     *     knows them, by name
     */
    public static ExportPlan plan(
            Checkpoint source, ExportOptions options, Map<String, StoredSize> knownSizes) {
        if (options.format() == ExportFormat.GGUF) {
            return new GgufPlanner(source, options).plan();
        }
        List<PlannedTensor> tensors = new ArrayList<>();
        List<String> refusals = new ArrayList<>();
        for (TensorInfo tensor : source.tensors()) {
            tensors.add(planned(source, tensor, options, knownSizes));
        }
        long before = tensors.stream().mapToLong(PlannedTensor::bytesBefore).sum();
        long after = tensors.stream().mapToLong(PlannedTensor::bytesAfter).sum();
        TargetChecks checks = TargetChecks.of(options, source);
        List<String> companions = companions(source, options);
        refusals.addAll(checks.refusals(neededBytes(source, companions, after)));
        refusals.addAll(rowRefusals(tensors));
        refusals.addAll(opaqueRefusals(tensors));
        if (options.format() == ExportFormat.PACKAGE) {
            refusals.addAll(nameRefusals(tensors));
            refusals.addAll(layoutRefusals(tensors));
        }
        return new ExportPlan(
                options,
                source.name(),
                tensors,
                companions,
                before,
                after,
                checks.freeBytes(),
                refusals,
                warnings(tensors, options),
                Optional.empty());
    }

    /** A package brings a description of its own. */
    private static List<String> companions(Checkpoint source, ExportOptions options) {
        return source.companionFiles().stream()
                .filter(file ->
                        options.format() != ExportFormat.PACKAGE
                                || !file.equals(PackageMetadata.FILE))
                .toList();
    }

    /** Room that an export needs: for weights, for what is carried along, for descriptions. */
    static long neededBytes(Checkpoint source, List<String> companions, long weightBytes) {
        long bytes = (long) (weightBytes * MARGIN) + MARGIN_BYTES;
        bytes += DESCRIPTION_BYTES * source.tensors().size();
        for (String file : companions) {
            // Of one that cannot be asked, 0: copying it will say why.
            bytes += source.folder().resolve(file).toFile().length();
        }
        return bytes;
    }

    private static PlannedTensor planned(
            Checkpoint source,
            TensorInfo tensor,
            ExportOptions options,
            Map<String, StoredSize> knownSizes) {
        Recipe.Decision decision = options.recipe().decide(tensor);
        boolean packed =
                options.format() == ExportFormat.PACKAGE
                        && decision.spec() instanceof QuantizationSpec;
        DType type = storedType(source, tensor, options);
        long after;
        if (packed && decision.spec() instanceof QuantizationSpec spec) {
            StoredSize known = knownSizes.get(tensor.name());
            after =
                    known != null
                            ? known.bytes()
                            : tensor.columns() > RowReader.MAX_COLUMNS
                                    ? tensor.byteCount()
                                    : SizeForecast.bytes(tensor, spec);
            type = tensor.dtype();
        } else {
            after =
                    type == tensor.dtype() && isPlain(source, tensor)
                            ? tensor.byteCount()
                            : tensor.elementCount() * (type.bits() / 8);
        }
        return new PlannedTensor(
                tensor,
                decision.spec(),
                decision.reason(),
                type,
                packed,
                packed ? "" : type.name(),
                tensor.byteCount(),
                after);
    }

    /** Type of plain values in the target: floats follow the choice, everything else stays. */
    private static DType storedType(Checkpoint source, TensorInfo tensor, ExportOptions options) {
        if (!tensor.dtype().isAnalysable()) {
            return tensor.dtype();
        }
        if (options.format() == ExportFormat.DEQUANTIZED) {
            return options.dtype();
        }
        if (options.recipe().specFor(tensor) instanceof TensorSpec.Store(var stored)) {
            return stored.dtype();
        }
        // What was packed before has no bytes to copy: its restored values fit F32 only.
        return isPlain(source, tensor) ? tensor.dtype() : DType.F32;
    }

    static boolean isPlain(Checkpoint source, TensorInfo tensor) {
        return !tensor.dtype().isAnalysable() || source.view(tensor) instanceof TensorView.Plain;
    }

    static List<String> rowRefusals(List<PlannedTensor> tensors) {
        return tensors.stream()
                .filter(PlannedTensor::isQuantized)
                .filter(planned -> planned.tensor().columns() > RowReader.MAX_COLUMNS)
                .map(planned ->
                        planned.tensor().name()
                                + ": its rows have "
                                + planned.tensor().columns()
                                + " weights, more than "
                                + RowReader.MAX_COLUMNS
                                + "; keep it at source precision")
                .toList();
    }

    /** Safetensors has no name for blocks that only another format understands. */
    private static List<String> opaqueRefusals(List<PlannedTensor> tensors) {
        return tensors.stream()
                .map(PlannedTensor::tensor)
                .filter(tensor -> tensor.dtype() == DType.OPAQUE)
                .map(tensor ->
                        tensor.name()
                                + ": "
                                + tensor.encoding()
                                + " is not decoded, and safetensors has no such type")
                .toList();
    }

    /** A package knows the codes of its own layout only; one line for each layout. */
    private static List<String> layoutRefusals(List<PlannedTensor> tensors) {
        Map<BlockLayout, List<String>> others = new EnumMap<>(BlockLayout.class);
        for (PlannedTensor planned : tensors) {
            if (planned.spec() instanceof QuantizationSpec spec
                    && spec.layout() != BlockLayout.PACKAGE) {
                others.computeIfAbsent(spec.layout(), layout -> new ArrayList<>())
                        .add(planned.tensor().name());
            }
        }
        return others.entrySet().stream()
                .map(other ->
                        other.getValue().getFirst()
                                + (other.getValue().size() == 1
                                        ? ""
                                        : " and " + (other.getValue().size() - 1) + " more")
                                + ": layout "
                                + other.getKey().key()
                                + " does not go into a package; export "
                                + other.getKey().title()
                                + " or dequantized values, or choose layout package")
                .toList();
    }

    /** A tensor that is called like an array of a packed one cannot lie beside it. */
    private static List<String> nameRefusals(List<PlannedTensor> tensors) {
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

    private static List<String> warnings(List<PlannedTensor> tensors, ExportOptions options) {
        List<String> warnings = new ArrayList<>();
        if (tensors.stream().noneMatch(PlannedTensor::isQuantized)) {
            warnings.add("The recipe quantizes no tensor of this model.");
        }
        if (options.format() == ExportFormat.DEQUANTIZED && options.dtype() != DType.F32) {
            warnings.add(
                    "Restored values are rounded to "
                            + options.dtype()
                            + "; only F32 holds them exactly.");
        }
        long narrowed =
                tensors.stream()
                        .filter(planned -> !planned.isQuantized() && !planned.isCopied())
                        .filter(planned -> isNarrowing(planned.tensor().dtype(), options.dtype()))
                        .count();
        if (options.format() == ExportFormat.DEQUANTIZED && narrowed > 0) {
            warnings.add(
                    String.format(
                            Locale.ROOT,
                            "%d kept tensors are rounded to %s as well, so that the model has one type.",
                            narrowed,
                            options.dtype()));
        }
        return warnings;
    }

    private static boolean isNarrowing(DType from, DType to) {
        return from != to && to != DType.F32;
    }
}
