package org.quantoscope.cli;

import org.quantoscope.work.WholeFile;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Lines of comma-separated values, quoted as RFC 4180 says; lines end with a line feed.
 *
 * <p>Numbers carry every digit; one that is not finite is an empty cell.
 */
final class Csv {
    private final StringBuilder text = new StringBuilder();

    Csv(String... headers) {
        row((Object[]) headers);
    }

    void row(Object... cells) {
        text.append(Arrays.stream(cells).map(Csv::cell).collect(Collectors.joining(",")))
                .append('\n');
    }

    /** Writes lines to the file of that name, or to {@code out} for {@code -}. */
    static void write(String where, String lines, PrintWriter out) throws IOException {
        if (where.equals("-")) {
            out.write(lines);
            out.flush();
        } else {
            WholeFile.write(Path.of(where), lines);
        }
    }

    private static String cell(Object value) {
        return switch (value) {
            case Double number -> Double.isFinite(number) ? number.toString() : "";
            // Widened, so that it reads back the same as a float and as a double.
            case Float number -> cell((double) number);
            default -> quoted(value.toString());
        };
    }

    private static String quoted(String cell) {
        boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
