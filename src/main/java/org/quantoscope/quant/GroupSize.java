package org.quantoscope.quant;

import java.util.List;

/**
 * Number of consecutive weights of a row that share parameters; {@link #ROW} is the whole row.
 *
 * @param weights 16, 32, 64, 128 or 256, or 0 for the whole row
 */
public record GroupSize(int weights) {
    public static final GroupSize ROW = new GroupSize(0);

    /** Every permitted size, smallest first, the whole row last. */
    public static final List<GroupSize> CHOICES =
            List.of(
                    new GroupSize(16),
                    new GroupSize(32),
                    new GroupSize(64),
                    new GroupSize(128),
                    new GroupSize(256),
                    ROW);

    public GroupSize {
        if (weights != 0 && (weights < 16 || weights > 256 || Integer.bitCount(weights) != 1)) {
            throw new IllegalArgumentException(
                    "group size must be 16, 32, 64, 128, 256 or row, was " + weights);
        }
    }

    public boolean isRow() {
        return weights == 0;
    }

    /** Weights of a full group in rows of {@code columns} weights. */
    public int in(int columns) {
        return isRow() ? columns : weights;
    }

    /** Groups in a row of {@code columns} weights; the last one may be shorter. */
    public int groupsPerRow(int columns) {
        int size = Math.max(1, in(columns));
        return (columns + size - 1) / size;
    }

    @Override
    public String toString() {
        return isRow() ? "row" : Integer.toString(weights);
    }
}
