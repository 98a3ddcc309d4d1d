package org.quantoscope.export;

import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.checkpoint.CheckpointFormat;
import org.quantoscope.checkpoint.safetensors.FolderJson;
import org.quantoscope.checkpoint.safetensors.SafetensorsWriter;
import org.quantoscope.recipe.Recipe;
import org.quantoscope.tensor.DType;
import org.quantoscope.tensor.TensorInfo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A folder of plain values of one type, what the codes stand for. */
record DequantizedKind(Checkpoint source, DType dtype) implements FolderKind {
    @Override
    public PlannedTensor plan(TensorInfo tensor, Recipe.Decision decision) {
        if (RotaryTables.is(tensor)) {
            return RotaryTables.leftOut(tensor, decision);
        }
        DType type = tensor.dtype().isAnalysable() ? dtype : tensor.dtype();
        return PlannedTensor.plain(source, tensor, decision, type);
    }

    @Override
    public List<String> refusals(List<PlannedTensor> tensors) {
        return List.of();
    }

    @Override
    public List<String> warnings(List<PlannedTensor> tensors) {
        // What its readers refuse others read: it is a folder of plain safetensors in any case.
        ReaderNotes notes = ReaderNotes.of(source);
        List<String> warnings = new ArrayList<>(notes.obstacles());
        warnings.addAll(notes.notes());
        warnings.addAll(ExportPlanner.byReason(RotaryTables.in(tensors)));
        if (dtype == DType.F32) {
            return warnings;
        }
        warnings.add("Restored values are rounded to " + dtype + "; only F32 holds them exactly.");
        long narrowed =
                tensors.stream()
                        .filter(planned -> !planned.isQuantized() && !planned.isCopied())
                        .filter(planned -> planned.tensor().dtype() != dtype)
                        .count();
        if (narrowed > 0) {
            warnings.add(
                    String.format(
                            Locale.ROOT,
                            "%d kept tensors are rounded to %s as well, so that the model has one type.",
                            narrowed,
                            dtype));
        }
        return warnings;
    }

    @Override
    public long headerBytes(List<PlannedTensor> tensors, Map<String, String> provenance) {
        int rank = 1;
        List<String> names = new ArrayList<>();
        for (PlannedTensor planned : tensors) {
            names.add(planned.tensor().name());
            rank = Math.max(rank, planned.tensor().shape().rank());
        }
        return SafetensorsWriter.headerCapacity(names, rank, provenance);
    }

    @Override
    public PackedShard open(ExportContext context, ShardFile shard) {
        return (view, planned) -> {
            throw new IllegalStateException(planned.tensor().name() + ": nothing is packed here");
        };
    }

    @Override
    public byte[] config(byte[] config, ExportPlan plan) throws IOException {
        return FolderJson.withDtype(config, dtype);
    }

    @Override
    public Optional<CheckpointFormat> reader(CheckpointFormat container) {
        return Optional.empty();
    }
}
