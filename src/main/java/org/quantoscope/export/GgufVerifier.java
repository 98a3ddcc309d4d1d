package org.quantoscope.export;

import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.checkpoint.gguf.GgufFormat;
import org.quantoscope.tensor.TensorInfo;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Proves that a written GGUF file holds what was computed: opens it as any reader would, and
 * compares names, types, shapes and every byte of data with what was handed to it.
 */
final class GgufVerifier {
    private final ExportContext context;
    private final ExportPlan plan;

    GgufVerifier(ExportContext context, ExportPlan plan) {
        this.context = context;
        this.plan = plan;
    }

    /**
     * @param file the first, or only one
     * @throws IOException if anything differs
     */
    void verify(String file, Map<String, GgufPart.Written> written) throws IOException {
        try (Checkpoint opened = new GgufFormat().open(context.folder().resolve(file))) {
            List<TensorInfo> tensors = opened.tensors();
            if (tensors.size() != written.size()) {
                throw broken("it has " + tensors.size() + " tensors");
            }
            long[] sums = new long[tensors.size()];
            long before = plan.bytesBefore();
            context.pool()
                    .forEach(
                            sums.length,
                            context.cancellation(),
                            i -> {
                                sums[i] =
                                        Checksum.of(
                                                opened.bytes(tensors.get(i)),
                                                context.cancellation());
                                context.counter().add(before / sums.length, "verifying");
                            });
            for (int i = 0; i < sums.length; i++) {
                TensorInfo tensor = tensors.get(i);
                GgufPart.Written expected = written.get(tensor.name());
                if (expected == null
                        || expected.checksum() != sums[i]
                        || !expected.entry().shape().equals(tensor.shape())
                        || !expected.entry().type().name().equals(tensor.encoding())) {
                    throw broken(tensor.name() + " differs from what was written");
                }
            }
        }
    }

    private IOException broken(String what) {
        return new IOException(
                plan.target()
                        + ": the written files did not pass verification: "
                        + what
                        + "; nothing was kept; check the disk and try again");
    }
}
