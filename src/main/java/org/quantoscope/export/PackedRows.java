package org.quantoscope.export;

import org.quantoscope.kernel.CodeTable;
import org.quantoscope.kernel.Kernels;
import org.quantoscope.quant.BitWidth;
import org.quantoscope.quant.GapStatistics;
import org.quantoscope.quant.ParameterType;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.quant.QuantizedRow;
import org.quantoscope.quant.SalientGrid;
import org.quantoscope.quant.Scheme;
import org.quantoscope.quant.StoredSize;
import org.quantoscope.quant.TensorQuantizer;

/** The packed form of one slice of rows: what each of the package's streams gets from it. */
final class PackedRows implements TensorQuantizer.RowSink {
    private final Kernels kernels;
    private final int bits;
    private final int highBits;
    private final int rowBytes;
    private final int columns;
    private final byte[] lowCodes;
    private final ByteStream codes;
    private final BitStream high = new BitStream();
    private final BitStream places = new BitStream();
    private final ClassStreams plain;
    private final ClassStreams salient;
    private final GapStatistics gaps = new GapStatistics();
    private final Fingerprint restored = new Fingerprint();

    /**
     * @param rowsExpected rows of a slice, to allocate for; more may come
     */
    PackedRows(Kernels kernels, QuantizationSpec spec, int columns, long rowsExpected) {
        BitWidth width = spec.bits();
        this.kernels = kernels;
        this.bits = width.bits();
        this.highBits = Math.max(0, spec.salientWidth().bits() - bits);
        this.columns = columns;
        this.rowBytes = (int) StoredSize.bytesOfBits((long) columns * bits);
        this.codes = new ByteStream((int) Math.min(1 << 24, rowBytes * Math.max(1, rowsExpected)));
        this.lowCodes = new byte[highBits > 0 ? columns : 0];
        this.plain = new ClassStreams(spec.parameters(), spec.scheme());
        boolean lobes = spec.salientGrid() == SalientGrid.LOBES;
        this.salient = new ClassStreams(spec.parameters(), lobes ? Scheme.AFFINE : spec.scheme());
    }

    /** Stored parameters of one class. */
    static final class ClassStreams {
        final ByteStream scales = new ByteStream(64);

        /** Offsets or zero points; empty for a symmetric class. */
        final ByteStream shifts = new ByteStream(64);

        private final ParameterType type;
        private final Scheme scheme;
        private long entries;

        ClassStreams(ParameterType type, Scheme scheme) {
            this.type = type;
            this.scheme = scheme;
        }

        long entries() {
            return entries;
        }

        private void add(CodeTable table, boolean[] used) {
            for (int i = 0; i < table.size; i++) {
                if (!used[i]) {
                    continue;
                }
                entries++;
                scales.put(type.storedBits(table.scale[i]), type.bytes());
                switch (scheme) {
                    case AFFINE -> shifts.put(type.storedBits(table.offset[i]), type.bytes());
                    case ZERO_POINT -> shifts.put((int) -table.lowest[i], 1);
                    case SYMMETRIC -> {}
                }
            }
        }
    }

    @Override
    public void accept(long row, float[] original, QuantizedRow quantized) {
        byte[] toPack = quantized.codes;
        if (highBits > 0 && quantized.salientCount > 0) {
            toPack = splitHighBits(quantized);
        }
        int at = codes.extend(rowBytes);
        kernels.pack(toPack, columns, bits, codes.array(), at);
        plain.add(quantized.parameters, quantized.used);
        if (quantized.salientCount > 0) {
            salient.add(quantized.salientParameters, quantized.salientUsed);
        }
        places.append(quantized.salient, columns);
        gaps.addRow(quantized.salient, columns);
        restored.addRow(quantized.restored, 0, columns);
    }

    private byte[] splitHighBits(QuantizedRow quantized) {
        System.arraycopy(quantized.codes, 0, lowCodes, 0, columns);
        int mask = (1 << bits) - 1;
        for (int word = 0; word < quantized.salient.length; word++) {
            for (long marked = quantized.salient[word]; marked != 0; marked &= marked - 1) {
                int column = (word << 6) + Long.numberOfTrailingZeros(marked);
                int code = lowCodes[column] & 0xff;
                high.append(code >>> bits, highBits);
                lowCodes[column] = (byte) (code & mask);
            }
        }
        return lowCodes;
    }

    ByteStream codes() {
        return codes;
    }

    BitStream high() {
        return high;
    }

    /** One bit per weight: whether it is salient. */
    BitStream places() {
        return places;
    }

    ClassStreams plain() {
        return plain;
    }

    ClassStreams salient() {
        return salient;
    }

    GapStatistics gaps() {
        return gaps;
    }

    Fingerprint restored() {
        return restored;
    }
}
