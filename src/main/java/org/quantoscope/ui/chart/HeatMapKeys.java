package org.quantoscope.ui.chart;

import javafx.scene.Node;
import javafx.scene.input.KeyEvent;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A heat map without a mouse: arrows, Home, End and Page keys move a cursor, Enter or Space picks
 * its cell, arrows with Shift pick on the way, Escape leaves.
 */
final class HeatMapKeys {
    private static final int PAGE = 8;

    /** More than any map has columns. */
    private static final long ROW = 1 << 20;

    private final HeatMapChart map;

    HeatMapKeys(HeatMapChart map) {
        this.map = map;
    }

    void listen(Node viewer) {
        viewer.addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
        viewer.focusedProperty()
                .subscribe((before, now) -> {
                    if (!now) {
                        map.read(-1);
                    }
                });
    }

    private void pressed(KeyEvent event) {
        if (event.isAltDown() || map.data().cells().isEmpty()) {
            return;
        }
        boolean extend = event.isShiftDown();
        switch (event.getCode()) {
            case LEFT -> move(0, -1, extend);
            case RIGHT -> move(0, 1, extend);
            case UP -> move(-1, 0, extend);
            case DOWN -> move(1, 0, extend);
            case PAGE_UP -> move(-PAGE, 0, extend);
            case PAGE_DOWN -> move(PAGE, 0, extend);
            case HOME -> goToEnd(1, extend);
            case END -> goToEnd(-1, extend);
            case ENTER, SPACE -> {
                if (map.cursor() < 0) {
                    move(0, 0, false);
                }
                map.pick(List.of(map.cursor()), extend || event.isShortcutDown());
            }
            case ESCAPE -> {
                if (map.cursor() < 0) {
                    return;
                }
                map.read(-1);
            }
            default -> {
                return;
            }
        }
        event.consume();
    }

    /** To the nearest cell in a direction; the first move shows where the cursor is. */
    private void move(int rows, int columns, boolean extend) {
        if (map.cursor() < 0) {
            map.read(map.selected().stream().min(Comparator.naturalOrder()).orElse(0));
            return;
        }
        HeatMapData.Cell from = map.data().cells().get(map.cursor());
        go(
                cells(to -> isThere(from, to, rows, columns))
                        .min(Comparator.comparingLong(i -> distance(from, i, rows, columns))),
                extend);
    }

    /** To the first cell in reading order, or the last. */
    private void goToEnd(int direction, boolean extend) {
        go(
                cells(to -> true).min(Comparator.comparingLong(i -> direction * order(i))),
                extend && map.cursor() >= 0);
    }

    private void go(Optional<Integer> next, boolean extend) {
        next.ifPresent(cell -> {
            if (extend) {
                map.pick(List.of(map.cursor(), cell), true);
            }
            map.read(cell);
        });
    }

    private Stream<Integer> cells(Predicate<HeatMapData.Cell> which) {
        List<HeatMapData.Cell> cells = map.data().cells();
        return IntStream.range(0, cells.size()).filter(i -> which.test(cells.get(i))).boxed();
    }

    private static boolean isThere(
            HeatMapData.Cell from, HeatMapData.Cell to, int rows, int columns) {
        int down = to.row() - from.row();
        int right = to.column() - from.column();
        return rows == 0
                ? down == 0 && Integer.signum(right) == Integer.signum(columns)
                : Integer.signum(down) == Integer.signum(rows);
    }

    /** From where the move would end; rows first. */
    private long distance(HeatMapData.Cell from, int to, int rows, int columns) {
        HeatMapData.Cell cell = map.data().cells().get(to);
        long down = Math.abs((long) cell.row() - from.row() - rows);
        long right = Math.abs((long) cell.column() - from.column() - columns);
        return ROW * down + right;
    }

    private long order(int index) {
        HeatMapData.Cell cell = map.data().cells().get(index);
        return ROW * cell.row() + cell.column();
    }
}
