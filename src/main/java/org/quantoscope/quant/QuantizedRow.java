package org.quantoscope.quant;

import org.quantoscope.kernel.CodeTable;
import org.quantoscope.kernel.SalientMarks;

/**
 * One quantized row: codes, the values they stand for, both classes' parameters, and which weights
 * are salient.
 *
 * <p>Mutable scratch that the quantizer overwrites with every row: a sink copies what it keeps.
 */
public final class QuantizedRow {
    /** Unsigned codes, one byte each; width as of the weight's class. */
    public final byte[] codes;

    /** What the codes stand for, float32. */
    public final float[] restored;

    /** Its salient weights. Read only: specifications share them. */
    public SalientMarks salient = new SalientMarks(0);

    /** Non-salient parameters: one entry per group. */
    public final CodeTable parameters;

    /** Salient parameters: one entry per group, or one for the row. */
    public final CodeTable salientParameters;

    /**
     * Whether a group has members of the class; where not, its entry is meaningless and is not
     * stored.
     */
    public final boolean[] used;

    public final boolean[] salientUsed;

    /** Scales and offsets that rounded to 0 though the class needed more. */
    public int underflows;

    QuantizedRow(int columns, int groups) {
        codes = new byte[columns];
        restored = new float[columns];
        parameters = new CodeTable(groups);
        salientParameters = new CodeTable(groups);
        used = new boolean[groups];
        salientUsed = new boolean[groups];
    }
}
