package org.quantoscope.ui.model;

import org.quantoscope.analysis.MatrixWindow;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A window of a matrix as text: first row, end row, first column, end column. */
final class WindowText {
    private static final Pattern TEXT =
            Pattern.compile("([0-9]{1,18}) ([0-9]{1,18}) ([0-9]{1,9}) ([0-9]{1,9})");

    private WindowText() {}

    static String write(MatrixWindow window) {
        return window.firstRow()
                + " "
                + window.endRow()
                + " "
                + window.firstColumn()
                + " "
                + window.endColumn();
    }

    /** What {@link #write} wrote; empty where it is not that, or would be empty itself. */
    static Optional<MatrixWindow> read(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long firstRow = Long.parseLong(matcher.group(1));
        long endRow = Long.parseLong(matcher.group(2));
        int firstColumn = Integer.parseInt(matcher.group(3));
        int endColumn = Integer.parseInt(matcher.group(4));
        return firstRow < endRow && firstColumn < endColumn
                ? Optional.of(new MatrixWindow(firstRow, endRow, firstColumn, endColumn))
                : Optional.empty();
    }
}
