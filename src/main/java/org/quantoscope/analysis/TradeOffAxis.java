package org.quantoscope.analysis;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A measure that a trade-off can be drawn over. What is to be small and what is to be large is told
 * apart, so that a front can be found on any pair.
 */
public enum TradeOffAxis {
    STORED_BITS("bits", false, true, TradeOff.Cost::bitsStored),
    PAPER_BITS("paper", false, true, TradeOff.Cost::bitsPaper),
    NMSE("nmse", true, true, TradeOff.Cost::nmse),
    SQNR("sqnr", false, false, TradeOff.Cost::sqnrDb),
    WEIGHT_KL("kl", true, true, TradeOff.Cost::weightKl),
    PERPLEXITY("perplexity", true, true, cost -> run(cost, TradeOff.Prediction::perplexity)),
    LOGIT_KL("logit-kl", true, true, cost -> run(cost, TradeOff.Prediction::logitKl));

    /** What a point costs. */
    public static final List<TradeOffAxis> COSTS = List.of(STORED_BITS, PAPER_BITS);

    /** What a point loses, whether or not the model was run. */
    public static final List<TradeOffAxis> LOSSES = List.of(NMSE, SQNR, WEIGHT_KL);

    /** What a point loses where the model is run. */
    public static final List<TradeOffAxis> RUN_LOSSES = List.of(PERPLEXITY, LOGIT_KL);

    private final String key;
    private final boolean logarithmic;
    private final boolean lessIsBetter;
    private final ToDoubleFunction<TradeOff.Cost> value;

    TradeOffAxis(
            String key,
            boolean logarithmic,
            boolean lessIsBetter,
            ToDoubleFunction<TradeOff.Cost> value) {
        this.key = key;
        this.logarithmic = logarithmic;
        this.lessIsBetter = lessIsBetter;
        this.value = value;
    }

    /** NaN where the model was not run. */
    private static double run(TradeOff.Cost cost, ToDoubleFunction<TradeOff.Prediction> measure) {
        return cost.prediction().map(measure::applyAsDouble).orElse(Double.NaN);
    }

    /** Part of the names of its texts. */
    public String key() {
        return key;
    }

    public boolean isLogarithmic() {
        return logarithmic;
    }

    public boolean isLessBetter() {
        return lessIsBetter;
    }

    public double of(TradeOff.Cost cost) {
        return value.applyAsDouble(cost);
    }

    /** The value, turned so that less is better. */
    double lossOf(TradeOff.Cost cost) {
        return lessIsBetter ? of(cost) : -of(cost);
    }

    /** The points that no other beats in both measures. */
    public static List<TradeOff.Point> front(
            List<TradeOff.Point> points, TradeOffAxis cost, TradeOffAxis loss) {
        return Pareto.front(
                points, point -> cost.lossOf(point.model()), point -> loss.lossOf(point.model()));
    }
}
