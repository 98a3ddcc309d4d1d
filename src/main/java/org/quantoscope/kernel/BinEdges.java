package org.quantoscope.kernel;

/**
 * Equal-width bins over [low, high], with edges that decide exactly.
 *
 * <p>Edge i lies at low + i · (high − low)/bins, computed in double; a float belongs to the last
 * bin whose edge it is not below, and values outside go to the end bins. {@code threshold[i]} is
 * the smallest float not below edge i.
 */
public final class BinEdges {
    private final float low;
    private final float high;
    private final int bins;
    private final float[] threshold;
    private final double perWidth;

    /**
     * @param low smallest value of the original, finite
     * @param high largest value of the original, finite; one bin where it equals {@code low}
     * @param wanted number of bins wanted
     */
    public BinEdges(float low, float high, int wanted) {
        this.low = low;
        this.high = high;
        this.bins = low < high ? wanted : 1;
        this.threshold = new float[bins];
        double width = ((double) high - (double) low) / bins;
        this.perWidth = low < high ? 1 / width : 0;
        for (int i = 0; i < bins; i++) {
            threshold[i] = smallestFloatNotBelow(edge(i));
        }
        threshold[0] = Float.NEGATIVE_INFINITY;
    }

    public int bins() {
        return bins;
    }

    public float low() {
        return low;
    }

    public float high() {
        return high;
    }

    /** Lower edge of bin {@code i}; {@code i == bins()} gives the upper end. */
    public double edge(int i) {
        return i == bins ? high : low + i * (((double) high - (double) low) / bins);
    }

    /** Bins per unit of weight; 0 for a single bin. */
    public double perWidth() {
        return perWidth;
    }

    /** Smallest float of bin {@code i}; −∞ for the first bin. */
    public float threshold(int i) {
        return threshold[i];
    }

    /** The bin of {@code value}. */
    public int binOf(float value) {
        double position = ((double) value - low) * perWidth;
        int i = (int) Math.max(0, Math.min(bins - 1, position));
        while (i > 0 && value < threshold[i]) {
            i--;
        }
        while (i < bins - 1 && value >= threshold[i + 1]) {
            i++;
        }
        return i;
    }

    private static float smallestFloatNotBelow(double edge) {
        float nearest = (float) edge;
        return nearest < edge ? Math.nextUp(nearest) : nearest;
    }
}
