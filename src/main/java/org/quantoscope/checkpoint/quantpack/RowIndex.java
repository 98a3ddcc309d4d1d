package org.quantoscope.checkpoint.quantpack;

import org.quantoscope.quant.SalientScope;

import java.util.Arrays;

/**
 * Where the streams of a tensor stand at the start of every block of rows, so that rows can be read
 * in any order.
 *
 * <p>Building it reads all places once and proves that they agree with the metadata: after that,
 * every offset that {@link RowDecoder} computes lies in its stream. Immutable.
 */
final class RowIndex {
    private static final int WEIGHTS_PER_BLOCK = 4096;

    /** Salient weights, non-salient sets and salient sets before the block; then the cursor. */
    private static final int MARK = 3 + SalientPlaces.STATE;

    private final PackedTensor tensor;
    private final int rowsPerBlock;
    private final long[][] marks;

    private RowIndex(PackedTensor tensor, int rowsPerBlock, long[][] marks) {
        this.tensor = tensor;
        this.rowsPerBlock = rowsPerBlock;
        this.marks = marks;
    }

    /** Running counts of salient weights and parameter sets, row by row. */
    static final class Position {
        private final PackedTensor tensor;
        private final boolean salientPerRow;
        private final int groupSize;
        private final int columns;
        long salient;
        long entries;
        long salientEntries;

        Position(PackedTensor tensor) {
            this.tensor = tensor;
            this.salientPerRow = tensor.spec().salientScope() == SalientScope.ROW;
            this.groupSize = tensor.groupSize();
            this.columns = tensor.columns();
        }

        /** Passes over a row whose salient weights are marked in {@code words}. */
        void pass(long[] words) {
            if (tensor.salientCount() == 0) {
                entries += tensor.groupsPerRow();
                return;
            }
            long before = salient;
            for (int start = 0; start < columns; start += groupSize) {
                int length = Math.min(groupSize, columns - start);
                int members = countIn(words, start, length);
                salient += members;
                entries += members < length ? 1 : 0;
                salientEntries += members > 0 && !salientPerRow ? 1 : 0;
            }
            if (salientPerRow && salient > before) {
                salientEntries++;
            }
        }
    }

    /** Number of marked weights among {@code length} from {@code start}, a multiple of 16, on. */
    static int countIn(long[] words, int start, int length) {
        if (length < 64) {
            // Groups of 16 and 32 never straddle a word; a lone short row starts one.
            long mask = (1L << length) - 1;
            return Long.bitCount(words[start >> 6] >>> (start & 63) & mask);
        }
        int count = 0;
        int end = (start + length + 63) >> 6;
        for (int word = start >> 6; word < end; word++) {
            count += Long.bitCount(words[word]);
        }
        return count;
    }

    /**
     * Reads all places.
     *
     * @throws SalientPlaces.BrokenStream if they contradict each other or the metadata
     */
    static RowIndex build(PackedTensor tensor, PackedStreams streams) {
        int rowsPerBlock = Math.max(1, WEIGHTS_PER_BLOCK / tensor.columns());
        long rows = tensor.rows();
        int blocks = Math.toIntExact(Math.ceilDiv(rows, rowsPerBlock));
        long[][] marks = new long[blocks][];
        long[] words = new long[(tensor.columns() + 63) >> 6];
        SalientPlaces places = SalientPlaces.of(tensor, streams);
        Position position = new Position(tensor);
        for (int block = 0; block < blocks; block++) {
            long[] mark = new long[MARK];
            mark[0] = position.salient;
            mark[1] = position.entries;
            mark[2] = position.salientEntries;
            places.save(mark, 3);
            marks[block] = mark;
            long end = Math.min(rows, (block + 1L) * rowsPerBlock);
            for (long row = (long) block * rowsPerBlock; row < end; row++) {
                places.nextRow(words);
                position.pass(words);
            }
        }
        refuseDifference("salient weights", tensor.salientCount(), position.salient);
        refuseDifference("parameter sets", tensor.entries(), position.entries);
        refuseDifference("salient sets", tensor.salientEntries(), position.salientEntries);
        return new RowIndex(tensor, rowsPerBlock, marks);
    }

    private static void refuseDifference(String what, long announced, long found) {
        if (announced != found) {
            throw new SalientPlaces.BrokenStream(
                    "the metadata announce "
                            + announced
                            + " "
                            + what
                            + ", the places say "
                            + found);
        }
    }

    /** Brings both cursors to the start of {@code row}. */
    void seek(long row, SalientPlaces places, Position position, long[] words) {
        int block = (int) (row / rowsPerBlock);
        long[] mark = marks[block];
        position.salient = mark[0];
        position.entries = mark[1];
        position.salientEntries = mark[2];
        long first = (long) block * rowsPerBlock;
        places.restore(first, mark[0], mark, 3);
        for (long at = first; at < row; at++) {
            places.nextRow(words);
            position.pass(words);
        }
        Arrays.fill(words, 0);
    }

    PackedTensor tensor() {
        return tensor;
    }
}
