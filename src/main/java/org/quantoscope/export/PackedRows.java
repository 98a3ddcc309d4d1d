package org.quantoscope.export;

import org.quantoscope.kernel.CodeTable;
import org.quantoscope.kernel.Kernels;
import org.quantoscope.quant.GapStatistics;
import org.quantoscope.quant.ParameterType;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.quant.QuantizedRow;
import org.quantoscope.quant.SalientGrid;
import org.quantoscope.quant.Scheme;
import org.quantoscope.quant.StoredSize;
import org.quantoscope.quant.TensorQuantizer;

/**
 * The packed form of one slice of rows: what each of the package's streams gets from it.
 *
 * <p>Used again for slice after slice.
 */
final class PackedRows implements TensorQuantizer.RowSink {
    private final Kernels kernels;
    private final ByteStream codes = new ByteStream(1 << 16);
    private final BitStream high = new BitStream();
    private final BitStream places = new BitStream();
    private final ClassStreams plain = new ClassStreams();
    private final ClassStreams salient = new ClassStreams();
    private GapStatistics gaps = new GapStatistics();
    private final Fingerprint restored = new Fingerprint();
    private byte[] lowCodes = new byte[0];
    private int bits;
    private int highBits;
    private int rowBytes;
    private int columns;

    PackedRows(Kernels kernels) {
        this.kernels = kernels;
    }

    /** Makes this the packed form of another, still empty slice. */
    void begin(QuantizationSpec spec, int rowLength) {
        bits = spec.bits().bits();
        highBits = Math.max(0, spec.salientWidth().bits() - bits);
        columns = rowLength;
        rowBytes = (int) StoredSize.bytesOfBits((long) columns * bits);
        lowCodes = new byte[highBits > 0 ? columns : 0];
        codes.clear();
        high.clear();
        places.clear();
        gaps = new GapStatistics();
        restored.clear();
        boolean lobes = spec.salientGrid() == SalientGrid.LOBES;
        plain.begin(spec.parameters(), spec.scheme());
        salient.begin(spec.parameters(), lobes ? Scheme.AFFINE : spec.scheme());
    }

    /** Stored parameters of one class. */
    static final class ClassStreams {
        final ByteStream scales = new ByteStream(64);

        /** Offsets or zero points; empty for a symmetric class. */
        final ByteStream shifts = new ByteStream(64);

        private ParameterType type = ParameterType.F16;
        private Scheme scheme = Scheme.AFFINE;
        private long entries;

        private void begin(ParameterType parameterType, Scheme schemeOfClass) {
            type = parameterType;
            scheme = schemeOfClass;
            entries = 0;
            scales.clear();
            shifts.clear();
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
        if (highBits > 0 && quantized.salient.count > 0) {
            toPack = splitHighBits(quantized);
        }
        int at = codes.extend(rowBytes);
        kernels.pack(toPack, columns, bits, codes.array(), at);
        plain.add(quantized.parameters, quantized.used);
        if (quantized.salient.count > 0) {
            salient.add(quantized.salientParameters, quantized.salientUsed);
        }
        places.append(quantized.salient.words, columns);
        gaps.addRow(quantized.salient, columns);
        restored.addRow(quantized.restored, 0, columns);
    }

    private byte[] splitHighBits(QuantizedRow quantized) {
        System.arraycopy(quantized.codes, 0, lowCodes, 0, columns);
        int mask = (1 << bits) - 1;
        for (int i = 0; i < quantized.salient.count; i++) {
            int column = quantized.salient.columns[i];
            int code = lowCodes[column] & 0xff;
            high.append(code >>> bits, highBits);
            lowCodes[column] = (byte) (code & mask);
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
