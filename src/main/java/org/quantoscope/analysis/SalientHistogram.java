package org.quantoscope.analysis;

import org.quantoscope.quant.Salience;

/**
 * Counts of salient weights per bin, derived exactly from the counts of all weights.
 *
 * <p>Bins beyond ±T are salient as a whole; the two bins that hold +T and −T take what is left of
 * the positive and negative salient weights.
 */
final class SalientHistogram {
    private SalientHistogram() {}

    static Histogram of(Histogram before, Salience salience, long positive) {
        long[] counts = new long[before.counts().length];
        long negative = salience.salientCount() - positive;
        int upper = before.edges().binOf(salience.threshold());
        int lower = before.edges().binOf(-salience.threshold());
        long above = 0;
        for (int i = upper + 1; i < counts.length; i++) {
            counts[i] = before.counts()[i];
            above += counts[i];
        }
        long below = 0;
        for (int i = 0; i < lower; i++) {
            counts[i] += before.counts()[i];
            below += before.counts()[i];
        }
        counts[upper] += positive - above;
        counts[lower] += negative - below;
        return new Histogram(before.edges(), counts);
    }
}
