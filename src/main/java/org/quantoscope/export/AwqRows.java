package org.quantoscope.export;

import org.quantoscope.checkpoint.quantized.AwqOrder;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.quant.QuantizedRow;
import org.quantoscope.tensor.TensorInfo;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;

/** Codes and zero points of eight outputs in a word, scales [groups, out] (formats.md §2). */
final class AwqRows implements StockRows {
    private final MemorySegment codes;
    private final MemorySegment zeroPoints;
    private final StockScales scales;
    private final long rows;
    private final long wordsPerLine;
    private final int columns;
    private final int groups;

    AwqRows(List<ScratchArray> arrays, TensorInfo tensor, QuantizationSpec spec) {
        this.codes = arrays.get(0).bytes();
        this.zeroPoints = arrays.get(1).bytes();
        this.scales = new StockScales(arrays.get(2).bytes(), spec.parameters());
        this.rows = tensor.rows();
        this.wordsPerLine = AwqOrder.words(rows);
        this.columns = Math.toIntExact(tensor.columns());
        this.groups = spec.groupSize().groupsPerRow(columns);
    }

    @Override
    public Filler newFiller() {
        return new Words();
    }

    @Override
    public void finish() {}

    /** Eight rows, or those of them that the slice has, until they are written as one column. */
    private final class Words implements Filler {
        private final int[] code = new int[columns];
        private final int[] zeroPoint = new int[groups];
        private long column = -1;

        @Override
        public void fill(long row, QuantizedRow quantized) {
            if (row / AwqOrder.PER_WORD != column) {
                end();
                column = row / AwqOrder.PER_WORD;
            }
            int shift = AwqOrder.shift(row);
            for (int i = 0; i < columns; i++) {
                code[i] |= quantized.codes[i] << shift;
            }
            for (int group = 0; group < groups; group++) {
                int zero = (int) -quantized.parameters.lowest[group];
                zeroPoint[group] |= zero << shift;
                scales.set(group * rows + row, quantized.parameters.scale[group]);
            }
        }

        @Override
        public void end() {
            if (column >= 0) {
                add(code, codes, column);
                add(zeroPoint, zeroPoints, column);
            }
        }
    }

    /** Where slices meet within eight rows, both add their codes to the same words. */
    private synchronized void add(int[] words, MemorySegment into, long column) {
        for (int line = 0; line < words.length; line++) {
            long at = (line * wordsPerLine + column) * Integer.BYTES;
            into.set(StockScales.WORD, at, into.get(StockScales.WORD, at) | words[line]);
        }
        Arrays.fill(words, 0);
    }
}
