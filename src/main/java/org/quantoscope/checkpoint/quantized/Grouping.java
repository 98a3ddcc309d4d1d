package org.quantoscope.checkpoint.quantized;

import org.quantoscope.checkpoint.MalformedCheckpointException;

/**
 * How columns share scales: {@code groups} groups of {@code size}, the last one perhaps shorter.
 */
record Grouping(long columns, long size, long groups) {

    /**
     * Groups of the size that the configuration gives, or of the one that the number of scales
     * gives where a module has a setting of its own.
     *
     * @param configured group size; −1 for one group per row
     * @param groups rows or columns that the scales have
     */
    static Grouping of(ModuleParts parts, long columns, long configured, long groups)
            throws MalformedCheckpointException {
        long size = configured <= 0 ? columns : configured;
        if (columns > 0 && Math.ceilDiv(columns, size) == groups) {
            return new Grouping(columns, Math.min(size, columns), groups);
        }
        if (groups > 0 && columns > 0 && columns % groups == 0) {
            return new Grouping(columns, columns / groups, groups);
        }
        throw parts.refuse("has " + groups + " groups of scales for rows of " + columns);
    }

    int[] groupOfColumn() {
        int[] group = new int[Math.toIntExact(columns)];
        for (int column = 0; column < group.length; column++) {
            group[column] = (int) (column / size);
        }
        return group;
    }

    /** As people write it: g128, or per row. */
    @Override
    public String toString() {
        return groups == 1 ? "per row" : "g" + size;
    }
}
