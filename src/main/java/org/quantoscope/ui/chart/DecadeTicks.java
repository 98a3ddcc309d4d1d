package org.quantoscope.ui.chart;

import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.axis.TickType;
import org.jfree.chart.ui.TextAnchor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.DoubleUnaryOperator;

/** Ticks of a vertical logarithmic axis at 1, 2 and 5 of every decade, or at 1 alone over many. */
final class DecadeTicks {
    private static final double MANY_DECADES = 3.2;

    private DecadeTicks() {}

    /**
     * @param lower log10 of the axis's lower end
     * @param upper log10 of its upper end
     * @param position from log10 to the axis's own value
     * @param label text of a value
     */
    static List<NumberTick> between(
            double lower,
            double upper,
            DoubleUnaryOperator position,
            DoubleFunction<String> label) {
        List<NumberTick> ticks = new ArrayList<>();
        int[] steps = upper - lower > MANY_DECADES ? new int[] {1} : new int[] {1, 2, 5};
        for (int decade = (int) Math.floor(lower); decade <= Math.ceil(upper); decade++) {
            for (int step : steps) {
                double at = decade + Math.log10(step);
                if (at >= lower && at <= upper) {
                    ticks.add(
                            new NumberTick(
                                    TickType.MAJOR,
                                    position.applyAsDouble(at),
                                    label.apply(step * Math.pow(10, decade)),
                                    TextAnchor.CENTER_RIGHT,
                                    TextAnchor.CENTER,
                                    0));
                }
            }
        }
        return ticks;
    }
}
