package org.quantoscope.export;

import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.checkpoint.gguf.GgufFormat;
import org.quantoscope.tensor.TensorInfo;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Proves that any reader finds in a written GGUF file what {@link GgufReadBack} found there: opens
 * it, and compares names, types, shapes and places with those of the bytes that were read back.
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
            for (TensorInfo tensor : tensors) {
                GgufPart.Written expected = written.get(tensor.name());
                if (expected == null
                        || expected.begin() != tensor.byteOffset()
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
