package org.quantoscope.export;

import org.quantoscope.checkpoint.quantized.CodeWords;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.tensor.TensorInfo;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.List;

/** Codes packed along in, zero points along out, scales [out, groups] (formats.md §1). */
final class CompressedRows implements StockRows {
    private static final ValueLayout.OfLong LONG =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final MemorySegment codes;
    private final StockScales scales;
    private final MemorySegment shape;
    private final List<ScratchArray> zeroPoints;
    private final TensorInfo tensor;
    private final int bits;
    private final int columns;
    private final int groups;

    /** Of every row and group; empty where every one is the middle of the range. */
    private final byte[] zeros;

    CompressedRows(List<ScratchArray> arrays, TensorInfo tensor, QuantizationSpec spec) {
        this.tensor = tensor;
        this.codes = arrays.get(0).bytes();
        this.scales = new StockScales(arrays.get(1).bytes(), spec.parameters());
        this.shape = arrays.get(2).bytes();
        this.zeroPoints = arrays.subList(3, arrays.size());
        this.bits = spec.bits().bits();
        this.columns = Math.toIntExact(tensor.columns());
        this.groups = spec.groupSize().groupsPerRow(columns);
        this.zeros = new byte[zeroPoints.isEmpty() ? 0 : Math.toIntExact(tensor.rows() * groups)];
    }

    @Override
    public Filler newFiller() {
        int[] words = new int[CodeWords.count(columns, bits)];
        return (row, quantized) -> {
            CodeWords.pack(quantized.codes, 0, 1, columns, bits, words);
            long at = row * words.length * Integer.BYTES;
            MemorySegment.copy(words, 0, codes, StockScales.WORD, at, words.length);
            for (int group = 0; group < groups; group++) {
                scales.set(row * groups + group, quantized.parameters.scale[group]);
                if (zeros.length > 0) {
                    int zero = (int) -quantized.parameters.lowest[group];
                    zeros[Math.toIntExact(row * groups + group)] = (byte) zero;
                }
            }
        };
    }

    @Override
    public void finish() {
        shape.set(LONG, 0, tensor.shape().size(0));
        shape.set(LONG, Long.BYTES, tensor.shape().size(1));
        if (zeros.length == 0) {
            return;
        }
        MemorySegment packed = zeroPoints.getFirst().bytes();
        int rows = Math.toIntExact(tensor.rows());
        int[] words = new int[CodeWords.count(rows, bits)];
        for (int group = 0; group < groups; group++) {
            CodeWords.pack(zeros, group, groups, rows, bits, words);
            for (int word = 0; word < words.length; word++) {
                long at = (long) word * groups + group;
                packed.set(StockScales.WORD, at * Integer.BYTES, words[word]);
            }
        }
    }
}
