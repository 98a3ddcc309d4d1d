package org.quantoscope.quant;

import org.quantoscope.kernel.CodeTable;
import org.quantoscope.kernel.FitSums;
import org.quantoscope.kernel.Kernels;

/**
 * Finds the stored parameters of one class of weights: the three fits of method.md §3 over the
 * schemes and the two-lobed grid.
 *
 * <p>One per thread and class. What a group is, and which weights belong to the class, is left to
 * {@link GroupQuantizer}.
 */
final class ClassFitter {
    /** Ratios that {@link RangeFit#BEST} tries, in order of preference on ties. */
    private static final float[] RATIOS = {1f, .95f, .9f, .85f, .8f, .75f};

    /** Rounds of {@link RangeFit#LEAST_SQUARES}. */
    private static final int ROUNDS = 2;

    private final Kernels kernels;
    private final Scheme scheme;
    private final boolean lobes;
    private final RangeFit fit;
    private final float clip;
    private final ParameterType type;
    private final boolean salientClass;
    private final boolean divides;
    private final int maxCode;
    private final int half;
    private final FitSums sums = new FitSums();

    /** Whether the last range gave a scale of 0, in whose place another one is stored. */
    private boolean vanished;

    /**
     * Thrown when a parameter is not finite in its type; carries no stack trace and is named by the
     * caller.
     */
    static final class Overflow extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Overflow() {
            super(null, null, false, false);
        }
    }

    ClassFitter(Kernels kernels, QuantizationSpec spec, boolean salientClass) {
        BitWidth width = salientClass ? spec.salientWidth() : spec.bits();
        this.kernels = kernels;
        this.scheme = spec.scheme();
        this.lobes = salientClass && spec.salientGrid() == SalientGrid.LOBES;
        this.fit = salientClass ? spec.salientFit() : spec.fit();
        this.clip = salientClass ? 1f : (float) spec.clip().value();
        this.type = spec.parameters();
        this.salientClass = salientClass;
        this.divides = spec.layout().divides();
        this.maxCode = width.maxCode();
        this.half = 1 << (width.bits() - 1);
    }

    /** Makes a table one of this class: {@code groups} entries of {@code groupSize} weights. */
    void prepare(CodeTable table, int groupSize, int groups) {
        table.groupSize = groupSize;
        table.size = groups;
        table.lobes = lobes;
        table.codeCount = 2 * half;
        table.signBit = half;
    }

    /** Whether an entry has an offset besides its scale. */
    boolean hasOffset() {
        return lobes || scheme == Scheme.AFFINE;
    }

    /**
     * Sets entry {@code entry} of {@code table} for the members of the class in [from, to), whose
     * range is [low, high].
     *
     * @return 1 where a scale or offset underflowed to 0, else 0
     */
    int fit(
            float[] row,
            int from,
            int to,
            float threshold,
            float low,
            float high,
            CodeTable table,
            int entry) {
        vanished = false;
        switch (fit) {
            case RANGE -> setRange(table, entry, low, high, clip);
            case BEST -> best(row, from, to, threshold, low, high, table, entry);
            case LEAST_SQUARES -> leastSquares(row, from, to, threshold, low, high, table, entry);
        }
        boolean underflow =
                (table.scale[entry] == 0 || vanished) && high > low
                        || hasOffset()
                                && table.offset[entry] == 0
                                && low != 0
                                && fit == RangeFit.RANGE;
        return underflow ? 1 : 0;
    }

    private void setRange(CodeTable table, int entry, float low, float high, float ratio) {
        float lo = ratio * low;
        float hi = ratio * high;
        if (lobes) {
            set(table, entry, stored((hi - lo) / Math.max(half - 1, 1)), stored(lo), 0, half - 1);
            return;
        }
        switch (scheme) {
            case AFFINE -> set(table, entry, stored((hi - lo) / maxCode), stored(lo), 0, maxCode);
            case SYMMETRIC -> {
                float scale = stored(Math.max(Math.abs(lo), Math.abs(hi)) / (maxCode / 2f));
                set(table, entry, divisible(scale), 0, -half, half - 1);
            }
            case ZERO_POINT -> {
                lo = Math.min(lo, 0);
                hi = Math.max(hi, 0);
                float scale = stored((hi - lo) / maxCode);
                float zero =
                        scale == 0
                                ? divides ? half : 0
                                : clamp((float) Math.rint(-lo / scale), maxCode);
                scale = divisible(scale);
                set(table, entry, scale, 0, -zero, maxCode - zero);
            }
        }
    }

    private static float clamp(float value, float max) {
        return value < 0 ? 0 : Math.min(value, max);
    }

    /** Formats that divide by the scale store the type's epsilon where it would be 0. */
    private float divisible(float scale) {
        vanished = divides && scale == 0;
        return vanished ? type.epsilon() : scale;
    }

    private float stored(float value) {
        float rounded = type.round(value);
        if (!Float.isFinite(rounded)) {
            throw new Overflow();
        }
        return rounded;
    }

    private static void set(
            CodeTable table, int entry, float scale, float offset, float lowest, float highest) {
        table.set(entry, scale, offset, lowest, highest);
    }

    private void best(
            float[] row,
            int from,
            int to,
            float threshold,
            float low,
            float high,
            CodeTable table,
            int entry) {
        float bestRatio = RATIOS[0];
        double bestError = Double.POSITIVE_INFINITY;
        for (float ratio : RATIOS) {
            setRange(table, entry, low, high, ratio);
            kernels.classError(row, from, to, threshold, salientClass, table, entry, sums);
            double error = sums.squaredError;
            if (error < bestError) {
                bestError = error;
                bestRatio = ratio;
            }
        }
        setRange(table, entry, low, high, bestRatio);
    }

    private void leastSquares(
            float[] row,
            int from,
            int to,
            float threshold,
            float low,
            float high,
            CodeTable table,
            int entry) {
        setRange(table, entry, low, high, clip);
        float bestScale = table.scale[entry];
        float bestOffset = table.offset[entry];
        float lowest = table.lowest[entry];
        float highest = table.highest[entry];
        kernels.fitSums(row, from, to, threshold, salientClass, table, entry, sums);
        double bestError = sums.squaredError;
        for (int round = 1; round <= ROUNDS && refit(table, entry); round++) {
            if (round < ROUNDS) {
                kernels.fitSums(row, from, to, threshold, salientClass, table, entry, sums);
            } else {
                kernels.classError(row, from, to, threshold, salientClass, table, entry, sums);
            }
            double error = sums.squaredError;
            if (error < bestError) {
                bestError = error;
                bestScale = table.scale[entry];
                bestOffset = table.offset[entry];
            }
        }
        set(table, entry, bestScale, bestOffset, lowest, highest);
    }

    /**
     * Sets the least-squares line through the codes just summed; false where the class keeps what
     * it has.
     */
    private boolean refit(CodeTable table, int entry) {
        long n = sums.count;
        // Equal real products round alike, so constant codes give exactly 0 even beyond 2^53.
        double spread = (double) n * sums.qq - (double) sums.q * sums.q;
        if (spread == 0) {
            return false;
        }
        double slope;
        double intercept = 0;
        if (hasOffset()) {
            slope = (n * sums.xq - sums.x * sums.q) / spread;
            intercept = (sums.x - slope * sums.q) / n;
        } else {
            slope = sums.xq / sums.qq;
        }
        float scale = type.round(slope);
        float offset = type.round(intercept);
        if (!(scale > 0) || !Float.isFinite(scale) || !Float.isFinite(offset)) {
            return false;
        }
        set(table, entry, scale, offset, table.lowest[entry], table.highest[entry]);
        return true;
    }
}
