package org.quantoscope.ui.chart;

import org.quantoscope.analysis.Histogram;

import java.util.OptionalLong;

/**
 * What one bin holds.
 *
 * @param from its lower edge
 * @param to its upper edge
 * @param before original weights in it
 * @param salient those of them that are salient
 * @param after restored weights in it
 * @param control weights in it that round-to-nearest restored
 * @param held weights in it that the recipe held beside restored
 */
public record BinReading(
        double from,
        double to,
        long before,
        OptionalLong salient,
        OptionalLong after,
        OptionalLong control,
        OptionalLong held) {

    static BinReading of(DistributionData data, int bin) {
        Histogram before = data.before();
        return new BinReading(
                before.edge(bin),
                before.edge(bin + 1),
                before.counts()[bin],
                count(data.salient(), bin),
                count(data.after(), bin),
                count(data.control(), bin),
                count(data.held(), bin));
    }

    private static OptionalLong count(java.util.Optional<Histogram> histogram, int bin) {
        return histogram.map(it -> OptionalLong.of(it.counts()[bin])).orElse(OptionalLong.empty());
    }
}
