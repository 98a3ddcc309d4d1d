package org.quantoscope.analysis;

import java.util.Locale;

/** A budget that no choice among the candidates can keep; its message says the least that can. */
public final class InfeasibleBudgetException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final double leastBits;

    InfeasibleBudgetException(BudgetLimit limit, long leastBytes, long keptBytes, long weights) {
        super(message(limit, leastBytes, keptBytes, weights));
        this.leastBits = 8.0 * leastBytes / Math.max(1, weights);
    }

    /** Stored bits per quantized weight of the cheapest choice. */
    public double leastBits() {
        return leastBits;
    }

    private static String message(
            BudgetLimit limit, long leastBytes, long keptBytes, long weights) {
        double bits = 8.0 * leastBytes / Math.max(1, weights);
        // Rounded up, so that asking for the figure works.
        String least = String.format(Locale.ROOT, "%.4f", Math.ceil(bits * 1e4) / 1e4);
        return switch (limit) {
            case BudgetLimit.Bits asked ->
                    "no choice among the candidates has at most "
                            + asked.bitsPerWeight()
                            + " stored bits per weight; the least is "
                            + least
                            + "; allow more, or fewer bits per code";
            case BudgetLimit.Bytes asked ->
                    String.format(
                            Locale.ROOT,
                            "no choice among the candidates takes at most %,d bytes; the least is"
                                    + " %,d bytes (%s bits per quantized weight), of which %,d are"
                                    + " tensors that are not quantized",
                            asked.bytes(),
                            leastBytes + keptBytes,
                            least,
                            keptBytes);
        };
    }
}
