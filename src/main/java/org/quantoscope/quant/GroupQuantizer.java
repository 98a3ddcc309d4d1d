package org.quantoscope.quant;

import org.quantoscope.kernel.CodeTable;
import org.quantoscope.kernel.Kernels;

import java.util.Arrays;

/**
 * Quantizes rows of one tensor under one specification: the function that preview, analysis and
 * export all call (method.md §3).
 *
 * <p>In every group the salient and the other weights are fitted and coded separately. One per
 * thread; which rows, and what becomes of them, is left to the caller.
 */
public final class GroupQuantizer {
    private final String tensor;
    private final QuantizationSpec spec;
    private final float threshold;
    private final int columns;
    private final Kernels kernels;
    private final ClassFitter fitter;
    private final ClassFitter salientFitter;
    private final int groupSize;
    private final float[] low;
    private final float[] high;
    private final float[] salientLow;
    private final float[] salientHigh;

    /**
     * @param tensor name, for messages
     * @param threshold weights with a greater magnitude are salient
     * @param columns weights of a row
     */
    public GroupQuantizer(
            String tensor, QuantizationSpec spec, float threshold, int columns, Kernels kernels) {
        this.tensor = tensor;
        this.spec = spec;
        this.threshold = threshold;
        this.columns = columns;
        this.kernels = kernels;
        this.fitter = new ClassFitter(kernels, spec, false);
        this.salientFitter = new ClassFitter(kernels, spec, true);
        this.groupSize = spec.groupSize().in(columns);
        int groups = spec.groupSize().groupsPerRow(columns);
        this.low = new float[groups];
        this.high = new float[groups];
        this.salientLow = new float[groups];
        this.salientHigh = new float[groups];
    }

    /** Scratch of the right size for {@link #quantize}. */
    public QuantizedRow newRow() {
        boolean perRow = spec.salientScope() == SalientScope.ROW;
        QuantizedRow row = new QuantizedRow(columns, low.length, perRow ? 1 : low.length);
        row.parameters.groupSize = groupSize;
        row.parameters.size = low.length;
        row.salientParameters.groupSize = perRow ? columns : groupSize;
        row.salientParameters.size = perRow ? 1 : low.length;
        fitter.prepare(row.parameters);
        salientFitter.prepare(row.salientParameters);
        return row;
    }

    /**
     * Quantizes one row.
     *
     * @param rowIndex its number in the tensor, for messages
     * @param weights the row; finite
     * @param result overwritten
     * @throws ParameterOverflowException if a parameter does not fit its type
     */
    public void quantize(long rowIndex, float[] weights, QuantizedRow result) {
        result.salientCount = kernels.classify(weights, columns, threshold, result.salient);
        float boundary = result.salientCount > 0 ? threshold : Float.POSITIVE_INFINITY;
        kernels.groupRanges(
                weights,
                columns,
                groupSize,
                boundary,
                spec.salientGrid() == SalientGrid.LOBES,
                low,
                high,
                salientLow,
                salientHigh);
        result.underflows =
                fitGroups(
                        rowIndex,
                        weights,
                        boundary,
                        fitter,
                        low,
                        high,
                        result.parameters,
                        result.used,
                        false);
        if (result.salientCount > 0) {
            if (spec.salientScope() == SalientScope.ROW) {
                mergeIntoFirst();
            }
            result.underflows +=
                    fitGroups(
                            rowIndex,
                            weights,
                            boundary,
                            salientFitter,
                            salientLow,
                            salientHigh,
                            result.salientParameters,
                            result.salientUsed,
                            true);
        } else {
            Arrays.fill(result.salientUsed, false);
        }
        kernels.quantize(
                weights,
                columns,
                boundary,
                result.parameters,
                result.salientParameters,
                result.codes,
                result.restored);
    }

    private void mergeIntoFirst() {
        for (int group = 1; group < salientLow.length; group++) {
            salientLow[0] = Math.min(salientLow[0], salientLow[group]);
            salientHigh[0] = Math.max(salientHigh[0], salientHigh[group]);
        }
    }

    private int fitGroups(
            long rowIndex,
            float[] weights,
            float boundary,
            ClassFitter classFitter,
            float[] lows,
            float[] highs,
            CodeTable table,
            boolean[] used,
            boolean salient) {
        int underflows = 0;
        for (int entry = 0; entry < table.size; entry++) {
            used[entry] = lows[entry] <= highs[entry];
            if (used[entry]) {
                int from = entry * table.groupSize;
                int to = Math.min(columns, from + table.groupSize);
                try {
                    underflows +=
                            classFitter.fit(
                                    weights,
                                    from,
                                    to,
                                    boundary,
                                    lows[entry],
                                    highs[entry],
                                    table,
                                    entry);
                } catch (ClassFitter.Overflow e) {
                    throw new ParameterOverflowException(
                            tensor, rowIndex, entry, salient, spec.parameters());
                }
            }
        }
        return underflows;
    }
}
