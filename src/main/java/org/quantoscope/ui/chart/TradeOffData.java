package org.quantoscope.ui.chart;

import org.quantoscope.analysis.TradeOff;
import org.quantoscope.analysis.TradeOffAxis;

import java.util.List;
import java.util.Optional;

/**
 * What a trade-off chart draws.
 *
 * @param lines families of points, each with a front of its own
 * @param present what the recipe as it is costs; a mark of its own
 * @param held what the recipe held beside costs; another mark
 * @param cost measured along
 * @param loss measured upwards
 * @param costLabel for people
 * @param lossLabel for people
 */
public record TradeOffData(
        List<TradeOff.Line> lines,
        Optional<TradeOff.Cost> present,
        Optional<TradeOff.Cost> held,
        TradeOffAxis cost,
        TradeOffAxis loss,
        String costLabel,
        String lossLabel) {
    public TradeOffData {
        lines = List.copyOf(lines);
    }

    double x(TradeOff.Cost point) {
        return cost.of(point);
    }

    /** Where a point is drawn: the logarithm, where the axis is one of errors. */
    double y(TradeOff.Cost point) {
        double value = loss.of(point);
        return loss.isLogarithmic() ? Math.log10(value) : value;
    }

    boolean isDrawn(TradeOff.Cost point) {
        return Double.isFinite(x(point)) && Double.isFinite(y(point));
    }

    /** The points that no other of the same method beats. */
    List<TradeOff.Point> frontOf(TradeOff.Line line) {
        return TradeOffAxis.front(drawn(line), cost, loss);
    }

    /** The points that no other beats, whatever its method. */
    public List<TradeOff.Point> front() {
        return TradeOffAxis.front(
                lines.stream().flatMap(line -> drawn(line).stream()).toList(), cost, loss);
    }

    List<TradeOff.Point> drawn(TradeOff.Line line) {
        return line.points().stream().filter(point -> isDrawn(point.model())).toList();
    }
}
