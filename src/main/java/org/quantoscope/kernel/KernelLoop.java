package org.quantoscope.kernel;

/** The loops that are compiled one by one, in the order in which a preview wants them. */
enum KernelLoop {
    WIDEN_BF16,
    QUANTIZE,
    ERRORS,
    HISTOGRAM,
    RANGES,
    CLASSIFY,
    FIT,
    PACK,
    WIDEN_F16,
    MOMENTS,
    BLOCKS,
    BLOCK_BYTES;

    static final int ALL = (1 << values().length) - 1;

    int bit() {
        return 1 << ordinal();
    }
}
