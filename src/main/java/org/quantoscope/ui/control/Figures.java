package org.quantoscope.ui.control;

import java.util.Locale;

/**
 * How numbers look: fixed digits per kind, thin spaces between thousands, a dash where there is
 * none.
 */
public final class Figures {
    /** Stands where there is no number. */
    public static final String NONE = "—";

    private static final String THIN_SPACE = "\u202f";
    private static final String[] BYTE_UNITS = {"B", "kB", "MB", "GB", "TB"};

    private Figures() {}

    /** A whole number with its thousands apart. */
    public static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value).replace(",", THIN_SPACE);
    }

    /** A whole number in at most four digits, for example 260 k or 1.10 G. */
    public static String compact(long value) {
        String[] units = {"", " k", " M", " G", " T"};
        double scaled = value;
        int unit = 0;
        while (Math.abs(scaled) >= 1000 && unit < units.length - 1) {
            scaled /= 1000;
            unit++;
        }
        return unit == 0 ? Long.toString(value) : threeDigits(scaled) + units[unit];
    }

    /** A size in bytes, decimal units. */
    public static String bytes(long bytes) {
        double scaled = bytes;
        int unit = 0;
        while (Math.abs(scaled) >= 1000 && unit < BYTE_UNITS.length - 1) {
            scaled /= 1000;
            unit++;
        }
        return unit == 0 ? bytes + " B" : threeDigits(scaled) + " " + BYTE_UNITS[unit];
    }

    /** A number with {@code digits} digits after the point. */
    public static String fixed(double value, int digits) {
        if (Double.isNaN(value)) {
            return NONE;
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "∞" : "−∞";
        }
        return String.format(Locale.ROOT, "%." + digits + "f", value).replace('-', '−');
    }

    /**
     * A number with {@code digits} significant digits; with an exponent where it is very small or
     * large.
     */
    public static String significant(double value, int digits) {
        if (Double.isNaN(value) || Double.isInfinite(value) || value == 0) {
            return value == 0 ? "0" : fixed(value, 0);
        }
        int exponent = (int) Math.floor(Math.log10(Math.abs(value)));
        if (exponent < -4 || exponent > 6) {
            return String.format(Locale.ROOT, "%." + (digits - 1) + "e", value).replace('-', '−');
        }
        return fixed(value, Math.max(0, digits - 1 - exponent));
    }

    /** A share in percent. */
    public static String percent(double share, int digits) {
        return fixed(100 * share, digits) + " %";
    }

    /** A time in seconds, minutes or hours. */
    public static String duration(double seconds) {
        if (!(seconds < 360_000)) {
            return NONE;
        }
        if (seconds < 60) {
            return fixed(seconds, 1) + " s";
        }
        long whole = Math.round(seconds);
        return whole < 3600
                ? String.format(Locale.ROOT, "%d:%02d min", whole / 60, whole % 60)
                : String.format(Locale.ROOT, "%d:%02d h", whole / 3600, whole / 60 % 60);
    }

    private static String threeDigits(double value) {
        return fixed(value, value < 10 ? 2 : value < 100 ? 1 : 0);
    }
}
