package org.quantoscope.export;

import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.checkpoint.quantpack.PackedTensor;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.tensor.TensorView;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes the tensors of one weight file, each as the plan says. */
final class ShardTensors {
    private final ExportContext context;
    private final Checkpoint source;
    private final ShardFile shard;
    private final List<PackedTensor> packed = new ArrayList<>();
    private final Map<String, Long> restored = new HashMap<>();

    ShardTensors(ExportContext context, Checkpoint source, ShardFile shard) {
        this.context = context;
        this.source = source;
        this.shard = shard;
    }

    List<PackedTensor> packed() {
        return packed;
    }

    /** Fingerprints of what packed tensors stand for, by name. */
    Map<String, Long> restored() {
        return restored;
    }

    void write(PlannedTensor planned) throws IOException {
        TensorInfo tensor = planned.tensor();
        if (planned.spec() instanceof QuantizationSpec spec && planned.packed()) {
            PackedTensorWriter.Written written =
                    new PackedTensorWriter(context, source.view(tensor), spec, shard).write();
            packed.add(written.tensor());
            restored.put(tensor.name(), written.restored());
            return;
        }
        PlainTensorWriter writer =
                new PlainTensorWriter(context, shard, tensor, planned.storedType());
        if (planned.spec() instanceof QuantizationSpec spec) {
            writer.writeQuantized(source.view(tensor), spec);
        } else if (!ExportPlanner.isPlain(source, tensor)) {
            TensorView view = source.view(tensor);
            writer.writeRows(view);
        } else if (planned.isCopied()) {
            writer.writeCopied(source.bytes(tensor));
        } else {
            writer.writeConverted(source.bytes(tensor));
        }
    }
}
