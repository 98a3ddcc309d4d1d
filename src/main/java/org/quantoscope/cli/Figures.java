package org.quantoscope.cli;

import java.util.Locale;

/** Numbers as people read them: units, thousands, and as many digits as mean something. */
final class Figures {
    private static final String[] PREFIXES = {"", "k", "M", "G", "T", "P"};

    private Figures() {}

    /** For example {@code 260,032}. */
    static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** Decimal units, for example {@code 1.04 MB}; whole bytes below 1 kB. */
    static String bytes(long value) {
        return siPrefixed(value, "B");
    }

    /** Three digits with a decimal prefix, for example {@code 512 Mw}. */
    static String siPrefixed(double value, String unit) {
        int prefix = 0;
        double scaled = value;
        while (scaled >= 999.5 && prefix < PREFIXES.length - 1) {
            scaled /= 1000;
            prefix++;
        }
        int digits = prefix == 0 || scaled >= 99.95 ? 0 : scaled >= 9.995 ? 1 : 2;
        return fixed(scaled, digits) + " " + PREFIXES[prefix] + unit;
    }

    static String fixed(double value, int digits) {
        return Double.isFinite(value)
                ? String.format(Locale.ROOT, "%." + digits + "f", value)
                : "—";
    }

    /** Three significant digits; in powers of ten where a plain number would be unreadable. */
    static String significant(double value) {
        if (!Double.isFinite(value)) {
            return "—";
        }
        double size = Math.abs(value);
        if (size == 0) {
            return "0";
        }
        if (size < 1e-5 || size >= 1e6) {
            return String.format(Locale.ROOT, "%.2e", value);
        }
        int digits = (int) Math.max(0, 2 - Math.floor(Math.log10(size)));
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }

    /** A share as a percentage, for example {@code 5.00}. */
    static String percent(double share) {
        return fixed(100 * share, 2);
    }

    /** For example {@code 0.4 s}, {@code 2:07 min}, {@code 1:02:07 h}. */
    static String duration(double seconds) {
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
