package org.quantoscope.checkpoint.gguf;

import java.lang.foreign.MemorySegment;

/** Turns blocks of one GGUF type into float32, exactly as ggml's own {@code to_float} does. */
@FunctionalInterface
interface BlockDecoder {
    /**
     * Decodes one block.
     *
     * @param data holds it; little-endian
     * @param byteOffset where it begins
     * @param into gets its weights
     * @param at index of the first of them
     */
    void decode(MemorySegment data, long byteOffset, float[] into, int at);
}
