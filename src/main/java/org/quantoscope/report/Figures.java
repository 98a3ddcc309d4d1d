package org.quantoscope.report;

import java.util.Locale;

/** Numbers as people read them: units, thousands, and as many digits as mean something. */
public final class Figures {
    private static final String[] PREFIXES = {"", "k", "M", "G", "T", "P"};

    private Figures() {}

    /** For example {@code 260,032}. */
    public static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** Decimal units, for example {@code 1.04 MB}; whole bytes below 1 kB. */
    public static String bytes(long value) {
        return siPrefixed(value, "B");
    }

    /** Three digits with a decimal prefix, for example {@code 512 Mw}. */
    public static String siPrefixed(double value, String unit) {
        int prefix = 0;
        double scaled = value;
        while (scaled >= 999.5 && prefix < PREFIXES.length - 1) {
            scaled /= 1000;
            prefix++;
        }
        int digits = prefix == 0 || scaled >= 99.95 ? 0 : scaled >= 9.995 ? 1 : 2;
        return fixed(scaled, digits) + " " + PREFIXES[prefix] + unit;
    }

    public static String fixed(double value, int digits) {
        return Double.isFinite(value)
                ? String.format(Locale.ROOT, "%." + digits + "f", value)
                : "—";
    }

    /** Three significant digits. */
    public static String significant(double value) {
        return significant(value, 3);
    }

    /** Significant digits; in powers of ten where a plain number would be unreadable. */
    public static String significant(double value, int digits) {
        if (!Double.isFinite(value)) {
            return "—";
        }
        double size = Math.abs(value);
        if (size == 0) {
            return "0";
        }
        if (size < 1e-5 || size >= 1e6) {
            return String.format(Locale.ROOT, "%." + (digits - 1) + "e", value);
        }
        int places = (int) Math.max(0, digits - 1 - Math.floor(Math.log10(size)));
        return fixed(value, places);
    }

    /** A share as a percentage, for example {@code 5.00}. */
    public static String percent(double share) {
        return fixed(100 * share, 2);
    }

    /** For example {@code 0.4 s}, {@code 2:07 min}, {@code 1:02:07 h}. */
    public static String duration(double seconds) {
        if (seconds < 60) {
            return fixed(seconds, 1) + " s";
        }
        long whole = Math.round(seconds);
        return whole < 3600
                ? String.format(Locale.ROOT, "%d:%02d min", whole / 60, whole % 60)
                : String.format(
                        Locale.ROOT, "%d:%02d:%02d h", whole / 3600, whole / 60 % 60, whole % 60);
    }
}
