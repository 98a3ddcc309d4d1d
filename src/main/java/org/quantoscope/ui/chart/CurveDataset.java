package org.quantoscope.ui.chart;

import org.jfree.data.xy.AbstractXYDataset;
import org.quantoscope.analysis.Histogram;

import java.util.List;

/**
 * Histograms as series of one item each: the renderer draws a curve whole, so the library need not
 * loop over bins.
 */
final class CurveDataset extends AbstractXYDataset {
    private static final long serialVersionUID = 1L;

    /**
     * One curve.
     *
     * @param kind what it shows, which decides its colour
     * @param histogram its counts
     */
    record Curve(Kind kind, Histogram histogram) {}

    /** What a curve shows. */
    enum Kind {
        BEFORE,
        SALIENT,
        CONTROL,
        HELD,
        AFTER
    }

    private transient List<Curve> curves = List.of();

    void show(List<Curve> next) {
        curves = List.copyOf(next);
        fireDatasetChanged();
    }

    Curve curve(int series) {
        return curves.get(series);
    }

    @Override
    public int getSeriesCount() {
        return curves.size();
    }

    @Override
    public Comparable<?> getSeriesKey(int series) {
        return curves.get(series).kind();
    }

    @Override
    public int getItemCount(int series) {
        return 1;
    }

    @Override
    public Number getX(int series, int item) {
        return curves.get(series).histogram().edge(0);
    }

    @Override
    public Number getY(int series, int item) {
        return curves.get(series).histogram().peak();
    }
}
