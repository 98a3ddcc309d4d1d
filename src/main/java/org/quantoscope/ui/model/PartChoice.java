package org.quantoscope.ui.model;

import org.quantoscope.analysis.MatrixWindow;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.tensor.TensorInfo;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The few weights that are looked at one by one: the row or the column through a place of the
 * matrix, or the group it lies in.
 *
 * @param kind which of them
 * @param row of the place
 * @param column of the place
 */
public record PartChoice(Kind kind, long row, long column) {
    private static final Pattern TEXT =
            Pattern.compile("(group|row|column) ([0-9]{1,18}) ([0-9]{1,18})");

    /** What is looked at. */
    public enum Kind {
        GROUP,
        ROW,
        COLUMN
    }

    /** For example {@code row 3 17}. */
    String toText() {
        return kind.name().toLowerCase(Locale.ROOT) + " " + row + " " + column;
    }

    /** What {@link #toText} wrote, if it is that. */
    static Optional<PartChoice> fromText(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.matches()
                ? Optional.of(
                        new PartChoice(
                                Kind.valueOf(matcher.group(1).toUpperCase(Locale.ROOT)),
                                Long.parseLong(matcher.group(2)),
                                Long.parseLong(matcher.group(3))))
                : Optional.empty();
    }

    public PartChoice withKind(Kind value) {
        return new PartChoice(value, row, column);
    }

    public PartChoice withRow(long value) {
        return new PartChoice(kind, value, column);
    }

    public PartChoice withColumn(long value) {
        return new PartChoice(kind, row, value);
    }

    /** The nearest choice that a tensor has. */
    public PartChoice within(TensorInfo tensor) {
        return new PartChoice(
                kind,
                Math.clamp(row, 0, Math.max(0, tensor.rows() - 1)),
                Math.clamp(column, 0, Math.max(0, tensor.columns() - 1)));
    }

    /** Its weights in a tensor under a specification, which says how long groups are. */
    public MatrixWindow window(TensorInfo tensor, QuantizationSpec spec) {
        PartChoice inside = within(tensor);
        int columns = Math.toIntExact(tensor.columns());
        int at = (int) inside.column;
        int group = Math.max(1, spec.groupSize().in(columns));
        int first = at / group * group;
        return switch (kind) {
            case GROUP ->
                    new MatrixWindow(
                            inside.row, inside.row + 1, first, Math.min(columns, first + group));
            case ROW -> new MatrixWindow(inside.row, inside.row + 1, 0, columns);
            case COLUMN -> new MatrixWindow(0, tensor.rows(), at, at + 1);
        };
    }
}
