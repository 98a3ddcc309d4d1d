package org.quantoscope.checkpoint.model;

import java.util.Arrays;

/**
 * Which two neighbouring tokens become which one, and how early: the merges of byte-pair encoding,
 * by ids.
 */
public final class MergeTable {
    /** What {@link #find} returns for a pair that stays apart. */
    public static final long NONE = -1;

    private static final long EMPTY = -1;

    private final long[] pairs;
    private final long[] merges;
    private final int size;

    private MergeTable(long[] pairs, long[] merges, int size) {
        this.pairs = pairs;
        this.merges = merges;
        this.size = size;
    }

    /**
     * The merge of a pair: its rank in the upper 32 bits, the lowest first, and the token that it
     * makes in the lower.
     */
    public long find(int left, int right) {
        long pair = pair(left, right);
        int at = slot(pair, pairs.length);
        while (pairs[at] != EMPTY) {
            if (pairs[at] == pair) {
                return merges[at];
            }
            at = at + 1 & pairs.length - 1;
        }
        return NONE;
    }

    /** Pairs that merge. */
    public int size() {
        return size;
    }

    private static long pair(int left, int right) {
        return (long) left << 32 | right & 0xffff_ffffL;
    }

    private static int slot(long pair, int slots) {
        long mixed = pair * 0x9E37_79B9_7F4A_7C15L;
        return (int) (mixed >>> 32) & slots - 1;
    }

    /** Collects merges; of a pair named twice the later one holds. */
    static final class Builder {
        private long[] pairs = filled(1 << 10);
        private long[] merges = new long[1 << 10];
        private int size;

        void add(int left, int right, int rank, int result) {
            if (size * 2 >= pairs.length) {
                grow();
            }
            put(pair(left, right), (long) rank << 32 | result);
        }

        MergeTable build() {
            return new MergeTable(pairs.clone(), merges.clone(), size);
        }

        private void put(long pair, long merge) {
            int at = slot(pair, pairs.length);
            while (pairs[at] != EMPTY && pairs[at] != pair) {
                at = at + 1 & pairs.length - 1;
            }
            size += pairs[at] == EMPTY ? 1 : 0;
            pairs[at] = pair;
            merges[at] = merge;
        }

        private void grow() {
            long[] oldPairs = pairs;
            long[] oldMerges = merges;
            pairs = filled(2 * oldPairs.length);
            merges = new long[pairs.length];
            size = 0;
            for (int i = 0; i < oldPairs.length; i++) {
                if (oldPairs[i] != EMPTY) {
                    put(oldPairs[i], oldMerges[i]);
                }
            }
        }

        private static long[] filled(int slots) {
            long[] empty = new long[slots];
            Arrays.fill(empty, EMPTY);
            return empty;
        }
    }
}
