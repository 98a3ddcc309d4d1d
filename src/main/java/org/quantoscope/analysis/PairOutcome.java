package org.quantoscope.analysis;

/** What comparing two tensors of one name came to: measured, or why not. */
public sealed interface PairOutcome {
    TensorPair pair();

    /** Both hold numbers in one shape. */
    record Measured(TensorPair pair, TensorDifference difference) implements PairOutcome {}

    /** Their shapes differ, so nothing is compared. */
    record ShapesDiffer(TensorPair pair) implements PairOutcome {}

    /**
     * At least one holds what the engine does not read as numbers, such as integers: only whether
     * their stored bytes are equal is known.
     *
     * @param identical whether type and bytes are the same
     */
    record BytesOnly(TensorPair pair, boolean identical) implements PairOutcome {}

    /**
     * Cannot be measured: NaN or infinite weights, or rows too long.
     *
     * @param message one line that names the tensor
     * @param ofA whether it is A's tensor that cannot
     */
    record Refused(TensorPair pair, String message, boolean ofA) implements PairOutcome {}
}
