package org.quantoscope.export;

import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.quant.TensorSpec;
import org.quantoscope.tensor.DType;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.tensor.TensorView;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Writes the tensors of one weight file, each as the plan says. */
final class ShardTensors {
    private final ExportContext context;
    private final Checkpoint source;
    private final ShardFile shard;
    private final PackedShard packed;
    private final Map<String, Long> restored = new HashMap<>();

    ShardTensors(ExportContext context, Checkpoint source, ShardFile shard, PackedShard packed) {
        this.context = context;
        this.source = source;
        this.shard = shard;
        this.packed = packed;
    }

    /** Fingerprints of what packed tensors stand for, by name. */
    Map<String, Long> restored() {
        return restored;
    }

    /** Whether rounding to {@code type} leaves every value of {@code from} as it is. */
    private static boolean holds(DType type, DType from) {
        return type == DType.F32 || type == from;
    }

    void write(PlannedTensor planned) throws IOException {
        TensorInfo tensor = planned.tensor();
        if (planned.packed()) {
            restored.put(tensor.name(), packed.write(source.view(tensor), planned));
            return;
        }
        if (planned.bytesAfter() % Long.BYTES != 0) {
            packed.flush(planned.storedType().bits());
        }
        DType rounded =
                planned.spec() instanceof TensorSpec.Store(var type) ? type.dtype() : DType.F32;
        PlainTensorWriter writer =
                new PlainTensorWriter(context, shard, tensor, planned.storedType(), rounded);
        if (planned.spec() instanceof QuantizationSpec spec) {
            writer.writeQuantized(source.view(tensor), spec);
        } else if (!ExportPlanner.isPlain(source, tensor)) {
            TensorView view = source.view(tensor);
            writer.writeRows(view);
        } else if (planned.isCopied() && holds(rounded, tensor.dtype())) {
            writer.writeCopied(source.bytes(tensor));
        } else {
            writer.writeConverted(source.bytes(tensor));
        }
    }
}
