package org.quantoscope.analysis;

import org.quantoscope.quant.Choice;

/** The error that a budget keeps small, as a mean over the quantized weights of a model. */
public enum BudgetMeasure implements Choice {
    /** Σ(ŵ−w)²/Σw² over the model: each tensor counts by its Σw². */
    NMSE("nmse", "NMSE"),
    /** Weight KL in nats, each tensor counting by its number of weights. */
    WEIGHT_KL("weight-kl", "weight KL");

    private final String key;
    private final String title;

    BudgetMeasure(String key, String title) {
        this.key = key;
        this.title = title;
    }

    @Override
    public String key() {
        return key;
    }

    /** The name on screen. */
    public String title() {
        return title;
    }

    /** The error of one tensor. */
    public double of(TradeOff.Cost cost) {
        return this == NMSE ? cost.nmse() : cost.weightKl();
    }

    /** How much a tensor counts in the mean. */
    double weight(TradeOff.Cost cost) {
        return this == NMSE ? cost.sumSquares() : cost.weights();
    }
}
