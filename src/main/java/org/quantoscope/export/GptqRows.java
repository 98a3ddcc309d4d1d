package org.quantoscope.export;

import org.quantoscope.checkpoint.quantized.CodeWords;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.tensor.TensorInfo;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;

/** Codes packed along in, one column of words per output; scales [groups, out] (formats.md §3). */
final class GptqRows implements StockRows {
    private final MemorySegment codes;
    private final MemorySegment zeroPoints;
    private final StockScales scales;
    private final MemorySegment groupOfColumn;
    private final long rows;
    private final int bits;
    private final int columns;
    private final int groups;
    private final int groupSize;

    GptqRows(List<ScratchArray> arrays, TensorInfo tensor, QuantizationSpec spec) {
        this.codes = arrays.get(0).bytes();
        this.zeroPoints = arrays.get(1).bytes();
        this.scales = new StockScales(arrays.get(2).bytes(), spec.parameters());
        this.groupOfColumn = arrays.get(3).bytes();
        this.rows = tensor.rows();
        this.bits = spec.bits().bits();
        this.columns = Math.toIntExact(tensor.columns());
        this.groups = spec.groupSize().groupsPerRow(columns);
        this.groupSize = spec.groupSize().in(columns);
    }

    @Override
    public Filler newFiller() {
        int[] words = new int[CodeWords.count(columns, bits)];
        return (row, quantized) -> {
            CodeWords.pack(quantized.codes, 0, 1, columns, bits, words);
            for (int word = 0; word < words.length; word++) {
                codes.set(StockScales.WORD, (word * rows + row) * Integer.BYTES, words[word]);
            }
            for (int group = 0; group < groups; group++) {
                scales.set(group * rows + row, quantized.parameters.scale[group]);
            }
        };
    }

    @Override
    public void finish() {
        byte[] zeros = new byte[Math.toIntExact(rows)];
        // Version 1 stores one less than the zero point, which is the middle of the range.
        Arrays.fill(zeros, (byte) ((1 << bits - 1) - 1));
        int[] words = new int[CodeWords.count(rows, bits)];
        CodeWords.pack(zeros, 0, 1, zeros.length, bits, words);
        for (long group = 0; group < groups; group++) {
            long at = group * words.length * Integer.BYTES;
            MemorySegment.copy(words, 0, zeroPoints, StockScales.WORD, at, words.length);
        }
        for (int column = 0; column < columns; column++) {
            groupOfColumn.set(StockScales.WORD, (long) column * Integer.BYTES, column / groupSize);
        }
    }
}
