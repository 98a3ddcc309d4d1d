package org.quantoscope.ui.chart;

import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.stream.Stream;

/**
 * What a heat map shows: cells in rows and columns, and words for both.
 *
 * @param columns names over the columns
 * @param rowsTitle what the rows are
 * @param rows names beside the rows, from top to bottom
 * @param detached index of the first row that stands apart from those above; the number of rows
 *     where none does
 * @param cells in any order, at most one per row and column
 * @param legend words of the scale
 */
public record HeatMapData(
        List<String> columns,
        String rowsTitle,
        List<String> rows,
        int detached,
        List<Cell> cells,
        Legend legend) {
    public HeatMapData {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        cells = List.copyOf(cells);
    }

    /** Nothing at all. */
    public static HeatMapData none() {
        return new HeatMapData(
                List.of(),
                "",
                List.of(),
                0,
                List.of(),
                new Legend("", Double::toString, "", "", "", ""));
    }

    /** Why a cell looks as it does. */
    public enum Kind {
        /** It has a value, and the value's colour. */
        VALUE,
        /** Nothing is done to what it stands for: hatched. */
        KEPT,
        /** It cannot have a value: crossed out. */
        REFUSED,
        /** Its value is not known yet: an empty frame. */
        UNKNOWN
    }

    /**
     * One cell.
     *
     * @param row its row, from 0
     * @param column its column, from 0
     * @param kind whether it has a value
     * @param value the value; NaN where it has none
     * @param stale whether the value is of an older question, and drawn faint
     * @param label written in it where there is room; may be empty
     * @param beside the same place of something it is compared with: drawn as its right half
     */
    public record Cell(
            int row,
            int column,
            Kind kind,
            double value,
            boolean stale,
            String label,
            Optional<Cell> beside) {
        /** A cell by itself. */
        public Cell(int row, int column, Kind kind, double value, boolean stale, String label) {
            this(row, column, kind, value, stale, label, Optional.empty());
        }

        /** The same as a left half, with a right one. */
        public Cell with(Cell right) {
            return new Cell(row, column, kind, value, stale, label, Optional.of(right));
        }

        /** It, and what is beside it. */
        public Stream<Cell> halves() {
            return Stream.concat(Stream.of(this), beside.stream());
        }
    }

    /**
     * Words of the scale.
     *
     * @param title measure and unit
     * @param format a value as text
     * @param kept what hatched cells are
     * @param unknown what empty cells are
     * @param below values below the scale, with {@code {0}} for how many
     * @param above values above it
     */
    public record Legend(
            String title,
            DoubleFunction<String> format,
            String kept,
            String unknown,
            String below,
            String above) {}
}
