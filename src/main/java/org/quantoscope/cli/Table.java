package org.quantoscope.cli;

import org.quantoscope.checkpoint.MalformedCheckpointException;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rows of text in aligned columns.
 *
 * <p>Columns whose header starts with {@code >} are aligned to the right. Cells are made safe for a
 * terminal: what a file says never moves the cursor.
 */
final class Table {
    private static final String GAP = "  ";

    private final List<String[]> rows = new ArrayList<>();
    private final boolean[] right;

    Table(String... headers) {
        right = new boolean[headers.length];
        String[] titles = new String[headers.length];
        for (int i = 0; i < headers.length; i++) {
            right[i] = headers[i].startsWith(">");
            titles[i] = right[i] ? headers[i].substring(1) : headers[i];
        }
        rows.add(titles);
    }

    /** Adds a row; cells that are missing at its end stay empty. */
    void row(Object... cells) {
        String[] row = new String[right.length];
        Arrays.fill(row, "");
        for (int i = 0; i < cells.length; i++) {
            row[i] = MalformedCheckpointException.printable(String.valueOf(cells[i]));
        }
        rows.add(row);
    }

    boolean isEmpty() {
        return rows.size() == 1;
    }

    void print(PrintWriter out) {
        int[] width = new int[right.length];
        for (String[] row : rows) {
            for (int i = 0; i < width.length; i++) {
                width[i] = Math.max(width[i], length(row[i]));
            }
        }
        for (String[] row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < width.length; i++) {
                String blank = " ".repeat(width[i] - length(row[i]));
                line.append(i == 0 ? "" : GAP).append(right[i] ? blank + row[i] : row[i] + blank);
            }
            out.println(line.toString().stripTrailing());
        }
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
