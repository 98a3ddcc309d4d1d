package org.quantoscope.export;

import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.quant.RowReader;
import org.quantoscope.quant.StoredSize;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.tensor.TensorView;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Plans exports: reads headers and asks the disk, writes nothing.
 *
 * <p>What only the weights tell (NaN, a parameter beyond its type) is left to the job, which then
 * leaves nothing behind.
 */
public final class ExportPlanner {
    /** Room asked for beside the weights: headers, and a forecast that is a little off. */
    private static final double MARGIN = 1.02;

    static final String CONFIG = "config.json";

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
        return new FolderPlanner(source, options, kind(source, options, knownSizes)).plan();
    }

    private static FolderKind kind(
            Checkpoint source, ExportOptions options, Map<String, StoredSize> knownSizes) {
        return switch (options.format()) {
            case PACKAGE -> new PackageKind(source, knownSizes);
            case DEQUANTIZED -> new DequantizedKind(source, options.dtype());
            case COMPRESSED_TENSORS -> new StockKind(source, new CompressedTarget());
            case GPTQ -> new StockKind(source, new GptqTarget());
            case AWQ -> new StockKind(source, new AwqTarget());
            case GGUF -> throw new IllegalArgumentException("GGUF is no folder of safetensors");
        };
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

    /** The refused tensors, in one line for each reason that names the first. */
    static List<String> fitRefusals(List<PlannedTensor> tensors) {
        return byReason(tensors.stream().filter(planned -> planned.fit().isRefused()).toList());
    }

    /** One line for each reason, that names the first tensor and counts the others. */
    static List<String> byReason(List<PlannedTensor> tensors) {
        Map<String, List<String>> byReason = new LinkedHashMap<>();
        for (PlannedTensor planned : tensors) {
            byReason.computeIfAbsent(planned.fit().why(), why -> new ArrayList<>())
                    .add(planned.tensor().name());
        }
        return byReason.entrySet().stream()
                .map(same ->
                        same.getValue().getFirst()
                                + (same.getValue().size() == 1
                                        ? ""
                                        : " and " + (same.getValue().size() - 1) + " more")
                                + ": "
                                + same.getKey())
                .toList();
    }
}
