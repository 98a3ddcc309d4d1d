package org.quantoscope.export;

import java.nio.file.Path;
import java.util.List;

/**
 * What an export wrote and proved by reading it again.
 *
 * @param target the finished folder
 * @param files every file in it
 * @param tensors number of tensors of the model
 * @param quantized number of tensors that were quantized
 * @param weights in all tensors
 * @param bytesBefore of all weights in the source
 * @param bytesAfter of all weights in the target, padding included, headers not
 * @param seconds from start to finished folder
 */
public record ExportReceipt(
        Path target,
        List<WrittenFile> files,
        long tensors,
        long quantized,
        long weights,
        long bytesBefore,
        long bytesAfter,
        double seconds) {

    public ExportReceipt {
        files = List.copyOf(files);
    }

    /**
     * One file of the target.
     *
     * @param name relative to the target
     * @param bytes its length
     * @param sha256 in hex
     */
    public record WrittenFile(String name, long bytes, String sha256) {}
}
