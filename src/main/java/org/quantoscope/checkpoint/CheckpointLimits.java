package org.quantoscope.checkpoint;

/**
 * Upper bounds on what a file may declare, each with its source; beyond them a file is refused, so
 * that nothing is allocated by what it merely claims.
 */
public final class CheckpointLimits {
    /**
     * Longest safetensors header: {@code MAX_HEADER_SIZE} of the reference reader, to which it
     * holds on reading and writing.
     */
    public static final long MAX_HEADER_BYTES = 100_000_000;

    /**
     * Longest {@code *.index.json}: the same bound; the largest public models (about 100,000
     * tensors) need 10 MB.
     */
    public static final long MAX_INDEX_BYTES = MAX_HEADER_BYTES;

    /** Longest {@code config.json}: real ones stay below 100 kB, id-to-label tables included. */
    public static final long MAX_CONFIG_BYTES = 16_000_000;

    /**
     * Most tensors of a model: ten times the 91,991 of DeepSeek-V3, the largest public model by
     * count.
     */
    public static final int MAX_TENSORS = 1_000_000;

    /**
     * Longest tensor name, in UTF-16 units: ten times the longest in transformers' models (GGUF
     * allows 63).
     */
    public static final int MAX_NAME_CHARS = 2_048;

    /**
     * Most dimensions of a tensor: {@code NPY_MAXDIMS} of NumPy 2; PyTorch's iterators stop there
     * too.
     */
    public static final int MAX_RANK = 64;

    /** Most metadata entries of a GGUF file: a thousand times what llama.cpp's converter writes. */
    public static final int MAX_METADATA_ENTRIES = 65_536;

    /**
     * Most elements of a GGUF metadata array: sixty times the largest public vocabulary (256,000
     * tokens).
     */
    public static final int MAX_METADATA_ELEMENTS = 1 << 24;

    private CheckpointLimits() {}
}
