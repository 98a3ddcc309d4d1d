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
final class GroupQuantizer implements RowQuantizer {
    private final String tensor;
    private final QuantizationSpec spec;
    private final RowClasses classes;
    private final Kernels kernels;
    private final ClassFitter fitter;
    private final ClassFitter salientFitter;
    private final boolean perRow;
    private final float[] rowLow = new float[1];
    private final float[] rowHigh = new float[1];

    /**
     * @param tensor name, for messages
     * @param classes of the specification's split
     */
    GroupQuantizer(String tensor, QuantizationSpec spec, RowClasses classes, Kernels kernels) {
        this.tensor = tensor;
        this.spec = spec;
        this.classes = classes;
        this.kernels = kernels;
        this.fitter = new ClassFitter(kernels, spec, false);
        this.salientFitter = new ClassFitter(kernels, spec, true);
        this.perRow = spec.salientScope() == SalientScope.ROW;
    }

    @Override
    public void quantize(long rowIndex, float[] weights, QuantizedRow result) {
        classes.classify(rowIndex, weights);
        result.salient = classes.salient;
        CodeTable table = result.parameters;
        fitter.prepare(table, classes.groupSize(), classes.groups());
        result.underflows =
                fitGroups(rowIndex, weights, fitter, classes.low, classes.high, table, result.used);
        CodeTable salientTable = result.salientParameters;
        salientFitter.prepare(
                salientTable,
                perRow ? classes.columns() : classes.groupSize(),
                perRow ? 1 : classes.groups());
        if (classes.salient.count > 0) {
            merge();
            result.underflows +=
                    fitGroups(
                            rowIndex,
                            weights,
                            salientFitter,
                            perRow ? rowLow : classes.salientLow,
                            perRow ? rowHigh : classes.salientHigh,
                            salientTable,
                            result.salientUsed);
        } else {
            Arrays.fill(result.salientUsed, false);
        }
        if (spec.layout().divides()) {
            kernels.quantizeByDivision(
                    weights, classes.columns(), table, result.codes, result.restored);
            return;
        }
        kernels.quantize(
                weights,
                classes.columns(),
                classes.boundary,
                table,
                salientTable,
                result.codes,
                result.restored);
    }

    private void merge() {
        if (perRow) {
            rowLow[0] = Float.POSITIVE_INFINITY;
            rowHigh[0] = Float.NEGATIVE_INFINITY;
            for (int group = 0; group < classes.groups(); group++) {
                rowLow[0] = Math.min(rowLow[0], classes.salientLow[group]);
                rowHigh[0] = Math.max(rowHigh[0], classes.salientHigh[group]);
            }
        }
    }

    private int fitGroups(
            long rowIndex,
            float[] weights,
            ClassFitter classFitter,
            float[] lows,
            float[] highs,
            CodeTable table,
            boolean[] used) {
        int underflows = 0;
        for (int entry = 0; entry < table.size; entry++) {
            used[entry] = lows[entry] <= highs[entry];
            if (used[entry]) {
                int from = entry * table.groupSize;
                int to = Math.min(classes.columns(), from + table.groupSize);
                try {
                    underflows +=
                            classFitter.fit(
                                    weights,
                                    from,
                                    to,
                                    classes.boundary,
                                    lows[entry],
                                    highs[entry],
                                    table,
                                    entry);
                } catch (ClassFitter.Overflow e) {
                    throw new ParameterOverflowException(
                            tensor,
                            rowIndex,
                            entry,
                            classFitter == salientFitter,
                            spec.parameters(),
                            spec.parametersAreFixed());
                }
            }
        }
        return underflows;
    }
}
