package org.quantoscope.export;

import static java.util.Objects.requireNonNull;

import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.checkpoint.CheckpointFormat;
import org.quantoscope.checkpoint.safetensors.SafetensorsFormat;
import org.quantoscope.quant.RowReader;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.tensor.TensorView;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Proves that a written folder holds what was computed: opens it as any reader would, and compares
 * every array and every restored value with the checksums taken while writing.
 */
final class ExportVerifier {
    private static final int WEIGHTS_AT_ONCE = 1 << 16;

    private final ExportContext context;

    ExportVerifier(ExportContext context) {
        this.context = context;
    }

    /**
     * @param plan what was to be written
     * @param arrays checksums of every array, by name
     * @param restored fingerprints of packed tensors, by name
     * @throws IOException if anything differs
     */
    void verify(
            ExportPlan plan,
            FolderKind kind,
            Map<String, ShardFile.WrittenArray> arrays,
            Map<String, Long> restored)
            throws IOException {
        Path folder = context.folder();
        SafetensorsFormat container = new SafetensorsFormat();
        try (Checkpoint opened = container.open(folder)) {
            verifyArrays(opened, arrays, plan, kind.reader(container).isEmpty());
        }
        Optional<CheckpointFormat> reader = kind.reader(container);
        if (reader.isPresent()) {
            try (Checkpoint opened = reader.get().open(folder)) {
                verifyTensors(opened, plan, restored);
            }
        }
    }

    private void verifyArrays(
            Checkpoint opened,
            Map<String, ShardFile.WrittenArray> arrays,
            ExportPlan plan,
            boolean counts)
            throws IOException {
        if (opened.tensors().size() != arrays.size()) {
            throw broken(plan, "it has " + opened.tensors().size() + " arrays");
        }
        List<TensorInfo> tensors = opened.tensors();
        long[] sums = new long[tensors.size()];
        context.pool()
                .forEach(
                        tensors.size(),
                        context.cancellation(),
                        i -> {
                            sums[i] =
                                    Checksum.of(
                                            opened.bytes(tensors.get(i)), context.cancellation());
                            if (counts) {
                                context.counter().add(tensors.get(i).byteCount(), "verifying");
                            }
                        });
        for (int i = 0; i < sums.length; i++) {
            ShardFile.WrittenArray written = arrays.get(tensors.get(i).name());
            if (written == null || written.checksum() != sums[i]) {
                throw broken(plan, tensors.get(i).name() + " differs from what was written");
            }
        }
    }

    private void verifyTensors(Checkpoint opened, ExportPlan plan, Map<String, Long> restored)
            throws IOException {
        Map<String, TensorInfo> found = new HashMap<>();
        opened.tensors().forEach(tensor -> found.put(tensor.name(), tensor));
        List<PlannedTensor> packed = new ArrayList<>();
        for (PlannedTensor planned : plan.tensors()) {
            TensorInfo before = planned.tensor();
            if (planned.isOmitted()) {
                context.counter().add(before.byteCount(), "verifying " + before.name());
                continue;
            }
            TensorInfo after = found.get(before.name());
            if (after == null
                    || !after.shape().equals(before.shape())
                    || after.dtype() != planned.storedType()) {
                throw broken(plan, before.name() + " is not what was planned");
            }
            if (restored.containsKey(before.name())) {
                packed.add(planned);
            } else {
                context.counter().add(before.byteCount(), "verifying " + before.name());
            }
        }
        long[] fingerprints = new long[packed.size()];
        context.pool()
                .forEach(
                        packed.size(),
                        context.cancellation(),
                        i -> {
                            TensorInfo tensor = packed.get(i).tensor();
                            TensorInfo after = requireNonNull(found.get(tensor.name()));
                            fingerprints[i] = fingerprint(opened.view(after));
                            context.counter().add(tensor.byteCount(), "verifying " + tensor.name());
                        });
        for (int i = 0; i < fingerprints.length; i++) {
            String name = packed.get(i).tensor().name();
            if (!Objects.equals(restored.get(name), fingerprints[i])) {
                throw broken(plan, name + " restores other values than were computed");
            }
        }
    }

    private long fingerprint(TensorView view) {
        RowReader reader = new RowReader(view, context.kernels());
        int columns = reader.columns();
        int atOnce = (int) Math.max(1, Math.min(reader.rows(), WEIGHTS_AT_ONCE / columns));
        float[] rows = new float[atOnce * columns];
        Fingerprint all = new Fingerprint();
        for (long row = 0; row < reader.rows(); row += atOnce) {
            context.cancellation().check();
            int count = (int) Math.min(atOnce, reader.rows() - row);
            reader.read(row, count, rows);
            for (int i = 0; i < count; i++) {
                all.addRow(rows, i * columns, columns);
            }
        }
        return all.value();
    }

    private static IOException broken(ExportPlan plan, String what) {
        return new IOException(
                plan.target()
                        + ": the written files did not pass verification: "
                        + what
                        + "; nothing was kept; check the disk and try again");
    }
}
