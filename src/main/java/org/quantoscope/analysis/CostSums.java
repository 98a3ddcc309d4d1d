package org.quantoscope.analysis;

/** Adds up what one specification costs and loses, tensor after tensor. */
final class CostSums {
    private long weights;
    private double salient;
    private long storedBytes;
    private double paperBits;
    private double squaredError;
    private double squares;
    private double divergence;

    void add(TradeOff.Cost cost) {
        double n = cost.weights();
        weights += cost.weights();
        salient += cost.alphaAchieved() * n;
        storedBytes += cost.storedBytes();
        paperBits += cost.bitsPaper() * n;
        squaredError += cost.mse() * n;
        squares += cost.sumSquares();
        divergence += cost.weightKl() * n;
    }

    TradeOff.Cost sum() {
        double n = Math.max(1, weights);
        double nmse = squaredError == 0 ? 0 : squaredError / squares;
        return new TradeOff.Cost(
                weights,
                salient / n,
                storedBytes,
                8.0 * storedBytes / n,
                paperBits / n,
                squaredError / n,
                nmse,
                -10 * Math.log10(nmse),
                divergence / n,
                squares);
    }
}
