package org.quantoscope.report;

import java.util.Locale;

/** Numbers as the page shows them. */
final class Numbers {
    private static final String[] PREFIXES = {"", "k", "M", "G", "T", "P"};

    private Numbers() {}

    static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** Decimal units, three digits. */
    static String bytes(long value) {
        int prefix = 0;
        double scaled = value;
        while (scaled >= 999.5 && prefix < PREFIXES.length - 1) {
            scaled /= 1000;
            prefix++;
        }
        int digits = prefix == 0 || scaled >= 99.95 ? 0 : scaled >= 9.995 ? 1 : 2;
        return fixed(scaled, digits) + " " + PREFIXES[prefix] + "B";
    }

    static String fixed(double value, int digits) {
        return Double.isFinite(value)
                ? String.format(Locale.ROOT, "%." + digits + "f", value)
                : "—";
    }

    /** Four significant digits. */
    static String significant(double value) {
        if (!Double.isFinite(value)) {
            return "—";
        }
        double size = Math.abs(value);
        if (size == 0) {
            return "0";
        }
        if (size < 1e-5 || size >= 1e6) {
            return String.format(Locale.ROOT, "%.3e", value);
        }
        int digits = (int) Math.max(0, 3 - Math.floor(Math.log10(size)));
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }
}
