package org.quantoscope.quant;

import java.math.BigDecimal;

/**
 * Shares as people write them, in percent.
 *
 * <p>Moves the point and no more: 5.2 % and 0.052 are the same number to the last bit, so what is
 * typed, dragged, read from a file or given on the command line gives the same recipe.
 */
public final class ShareText {
    private ShareText() {}

    /** A share in percent, without the sign, in as few digits as it has: 0.05 is {@code 5}. */
    public static String percent(double share) {
        return BigDecimal.valueOf(share).movePointRight(2).stripTrailingZeros().toPlainString();
    }

    /**
     * The share that a percentage is, as {@link SpecField} reads it: {@code 5.2} is {@code 0.052}.
     *
     * @param percent without the sign
     * @throws NumberFormatException if it is no number
     */
    public static String ofPercent(String percent) {
        return new BigDecimal(percent).movePointLeft(2).toPlainString();
    }
}
