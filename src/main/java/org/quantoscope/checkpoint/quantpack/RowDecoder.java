package org.quantoscope.checkpoint.quantpack;

import org.quantoscope.quant.ParameterType;
import org.quantoscope.quant.SalientGrid;
import org.quantoscope.quant.SalientScope;
import org.quantoscope.quant.Scheme;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Restores consecutive rows of one tensor: code · scale + offset in float32, each operation
 * rounded, as method.md §3 says.
 *
 * <p>One per thread and range of rows.
 */
final class RowDecoder {
    private static final VarHandle EIGHT =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final PackedTensor tensor;
    private final SalientPlaces places;
    private final RowIndex.Position position;
    private final MemorySegment codes;
    private final BitReader high;
    private final Parameters plain;
    private final Parameters salient;
    private final boolean salientPerRow;
    private final int columns;
    private final int groupSize;
    private final int bits;

    /** The lowest {@link #bits} bits of each byte. */
    private final long everyByte;

    private final byte[] rowCodes;
    private final long[] words;
    private long row;

    RowDecoder(RowIndex index, PackedStreams streams, long firstRow) {
        this.tensor = index.tensor();
        this.columns = tensor.columns();
        this.groupSize = tensor.groupSize();
        this.bits = tensor.spec().bits().bits();
        this.everyByte = ((1L << bits) - 1) * 0x0101010101010101L;
        this.codes = streams.segment(PackedStream.CODES);
        this.high = streams.bits(PackedStream.SALIENT_HIGH);
        this.plain = new Parameters(tensor, streams, false);
        this.salient = new Parameters(tensor, streams, true);
        this.salientPerRow = tensor.spec().salientScope() == SalientScope.ROW;
        this.places = SalientPlaces.of(tensor, streams);
        this.position = new RowIndex.Position(tensor);
        this.rowCodes = new byte[columns];
        this.words = new long[(columns + 63) >> 6];
        this.row = firstRow;
        index.seek(firstRow, places, position, words);
    }

    /** Restores the next row into {@code into} from {@code at} on. */
    void next(float[] into, int at) {
        unpack(row * tensor.codeRowBytes());
        long entry = position.entries;
        long salientEntry = position.salientEntries;
        long salientIndex = position.salient;
        places.nextRow(words);
        position.pass(words);
        boolean anySalient = position.salient > salientIndex;
        if (anySalient && salientPerRow) {
            salient.load(salientEntry);
        }
        for (int start = 0; start < columns; start += groupSize) {
            int length = Math.min(groupSize, columns - start);
            int members = anySalient ? RowIndex.countIn(words, start, length) : 0;
            if (members < length) {
                plain.load(entry++);
                plain.restore(rowCodes, start, length, into, at + start);
            }
            if (members > 0) {
                if (!salientPerRow) {
                    salient.load(salientEntry++);
                }
                salientIndex = restoreSalient(start, length, salientIndex, into, at);
            }
        }
        row++;
    }

    private long restoreSalient(int start, int length, long firstIndex, float[] into, int at) {
        long index = firstIndex;
        int highBits = tensor.highBits();
        int end = start + length;
        for (int word = start >> 6; word << 6 < end; word++) {
            long marked = words[word];
            if (word == start >> 6) {
                marked &= -1L << (start & 63);
            }
            if (end - (word << 6) < 64) {
                marked &= (1L << (end & 63)) - 1;
            }
            for (; marked != 0; marked &= marked - 1) {
                int column = (word << 6) + Long.numberOfTrailingZeros(marked);
                int code = rowCodes[column] & 0xff;
                if (highBits > 0) {
                    code |= (int) high.bits(index * highBits, highBits) << bits;
                }
                into[at + column] = salient.value(code);
                index++;
            }
        }
        return index;
    }

    /** Spreads the codes of a row over one byte each, eight at a time. */
    private void unpack(long byteOffset) {
        int mask = (1 << bits) - 1;
        long from = byteOffset;
        int i = 0;
        for (; i + 8 <= columns && from + 8 <= codes.byteSize(); i += 8, from += bits) {
            EIGHT.set(rowCodes, i, Long.expand(codes.get(BitReader.LONG, from), everyByte));
        }
        long pending = 0;
        int pendingBits = 0;
        for (; i < columns; i++) {
            if (pendingBits < bits) {
                pending |= (codes.get(ValueLayout.JAVA_BYTE, from++) & 0xffL) << pendingBits;
                pendingBits += 8;
            }
            rowCodes[i] = (byte) (pending & mask);
            pending >>>= bits;
            pendingBits -= bits;
        }
    }

    /** The parameter set in force of one class. */
    private static final class Parameters {
        private final Scheme scheme;
        private final boolean lobes;
        private final ParameterType type;
        private final MemorySegment scales;
        private final MemorySegment offsets;
        private final MemorySegment zeros;
        private final int half;
        private final int[] wide;
        private float scale;
        private float offset;
        private int lowest;

        Parameters(PackedTensor tensor, PackedStreams streams, boolean salient) {
            this.scheme = tensor.spec().scheme();
            this.lobes = salient && tensor.spec().salientGrid() == SalientGrid.LOBES;
            this.type = tensor.spec().parameters();
            this.scales =
                    streams.segment(salient ? PackedStream.SALIENT_SCALE : PackedStream.SCALE);
            this.offsets =
                    streams.segment(salient ? PackedStream.SALIENT_OFFSET : PackedStream.OFFSET);
            this.zeros = streams.segment(salient ? PackedStream.SALIENT_ZERO : PackedStream.ZERO);
            int width = (salient ? tensor.spec().salientWidth() : tensor.spec().bits()).bits();
            this.half = 1 << (width - 1);
            this.wide = new int[salient ? 0 : tensor.groupSize()];
        }

        void load(long entry) {
            scale = PackedStreams.parameter(scales, type, entry);
            offset = 0;
            lowest = 0;
            if (lobes || scheme == Scheme.AFFINE) {
                offset = PackedStreams.parameter(offsets, type, entry);
            } else if (scheme == Scheme.SYMMETRIC) {
                lowest = -half;
            } else {
                lowest = -(zeros.get(ValueLayout.JAVA_BYTE, entry) & 0xff);
            }
        }

        void restore(byte[] from, int start, int length, float[] into, int at) {
            float s = scale;
            float m = offset;
            int low = lowest;
            for (int i = 0; i < length; i++) {
                wide[i] = (from[start + i] & 0xff) + low;
            }
            for (int i = 0; i < length; i++) {
                into[at + i] = wide[i] * s + m;
            }
        }

        float value(int code) {
            if (!lobes) {
                return (code + lowest) * scale + offset;
            }
            float magnitude = (code & (half - 1)) * scale + offset;
            return (code & half) != 0 ? -magnitude : magnitude;
        }
    }
}
