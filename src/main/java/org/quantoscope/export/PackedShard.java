package org.quantoscope.export;

import org.quantoscope.tensor.TensorView;

import java.io.IOException;
import java.util.Map;

/** Writes the packed tensors of one weight file in the arrays of one kind of folder. */
interface PackedShard extends AutoCloseable {
    /**
     * Quantizes a tensor and hands its arrays over to the file.
     *
     * @return fingerprint of what its codes stand for
     */
    long write(TensorView view, PlannedTensor planned) throws IOException;

    /**
     * Writes what had to wait, because what follows it would have been unaligned, before arrays of
     * elements of {@code bits}: everything of elements as wide.
     */
    default void flush(int bits) throws IOException {}

    /** What the file's header says. */
    default Map<String, String> metadata(Map<String, String> provenance) {
        return provenance;
    }

    /** Frees what a failure left; after the last step of writing. */
    @Override
    default void close() {}
}
