package org.quantoscope.ui.distribution;

import static org.quantoscope.ui.control.Figures.count;
import static org.quantoscope.ui.control.Figures.fixed;
import static org.quantoscope.ui.control.Figures.significant;

import org.quantoscope.analysis.WeightStats;

import java.util.List;
import java.util.function.Function;

/** The numbers that describe the original alone. */
final class ShapeMeasures {
    private ShapeMeasures() {}

    /**
     * One line.
     *
     * @param key of its texts, as in {@link Measure}
     */
    record Line(String key, Function<WeightStats, String> value) {}

    static final List<Line> ALL =
            List.of(
                    new Line("weights", s -> count(s.count())),
                    new Line("mean", s -> significant(s.mean(), 4)),
                    new Line("std", s -> significant(s.std(), 4)),
                    new Line("absmax", s -> significant(s.absMax(), 4)),
                    new Line("absmaxstd", s -> s.std() == 0 ? "—" : fixed(s.absMax() / s.std(), 2)),
                    new Line("skewness", s -> fixed(s.skewness(), 3)),
                    new Line("kurtosis", s -> fixed(s.kurtosis(), 3)),
                    new Line("zeros", s -> count(s.zeros())));
}
