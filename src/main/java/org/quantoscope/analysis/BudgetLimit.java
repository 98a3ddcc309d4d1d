package org.quantoscope.analysis;

/** How much a quantized model may take at most. */
public sealed interface BudgetLimit {
    /** Bytes that the quantized tensors may take together. */
    long bytesFor(long quantizedWeights, long keptBytes);

    /**
     * Stored bits per quantized weight; kept tensors do not count.
     *
     * @param bitsPerWeight more than 0
     */
    record Bits(double bitsPerWeight) implements BudgetLimit {
        public Bits {
            if (!(bitsPerWeight > 0 && bitsPerWeight <= 64)) {
                throw new IllegalArgumentException(
                        "bits must be more than 0 and at most 64 per weight, was " + bitsPerWeight);
            }
        }

        @Override
        public long bytesFor(long quantizedWeights, long keptBytes) {
            // A budget that names exactly what a choice takes must not fail by a rounded digit.
            return (long) Math.floor(bitsPerWeight * quantizedWeights / 8 * (1 + 1e-12));
        }
    }

    /**
     * Bytes of all tensors, those that are not quantized included; headers and files beside the
     * weights do not count.
     *
     * @param bytes more than 0
     */
    record Bytes(long bytes) implements BudgetLimit {
        public Bytes {
            if (bytes <= 0) {
                throw new IllegalArgumentException("bytes must be more than 0, was " + bytes);
            }
        }

        @Override
        public long bytesFor(long quantizedWeights, long keptBytes) {
            return bytes - keptBytes;
        }
    }
}
