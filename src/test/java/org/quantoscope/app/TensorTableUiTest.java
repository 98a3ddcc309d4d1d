package org.quantoscope.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.Cell;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.TreeTableColumn;
import javafx.scene.control.TreeTableView;
import javafx.scene.layout.Region;

import org.junit.jupiter.api.Test;
import org.testfx.util.WaitForAsyncUtils;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The table of tensors while pages take its room and give it back. */
class TensorTableUiTest {
    @Test
    void aNarrowTableShowsItsFirstColumnsWholeAndScrollsToTheOthers() throws Exception {
        try (OpenWindow window = new OpenWindow(new ForgetfulSettings(Themes.Choice.LIGHT))) {
            window.openSample();
            List<String> wide = columns(window);
            List<String> lines = lines(window);
            assertThat(widthOf(window, wide.size())).isLessThanOrEqualTo(table(window).getWidth());
            turnTo(window, "salient");
            assertThat(columns(window)).isEqualTo(wide).startsWith("column-name", "column-bits");
            assertThat(widthOf(window, 3)).isLessThanOrEqualTo(table(window).getWidth());
            assertThat(widthOf(window, 4)).isGreaterThan(table(window).getWidth());

            OpenWindow.onScreen(() -> {
                ScrollBar bar = sideways(window);
                bar.setValue(bar.getMax());
                return true;
            });
            turnTo(window, "distribution");
            assertThat(sideways(window).getValue()).isZero();
            assertThat(lines(window)).isEqualTo(lines);
        }
    }

    @Test
    void panesFollowAWindowThatGrowsWhileAPageHasTheirRoom() throws Exception {
        try (OpenWindow window = new OpenWindow(new ForgetfulSettings(Themes.Choice.LIGHT))) {
            window.openSample();
            double tensors = table(window).getWidth();
            double numbers = window.<Region>node("numbers").getHeight();
            resize(window, 860, 560);
            assertThat(table(window).getWidth()).isLessThan(tensors);
            turnTo(window, "map");
            resize(window, 1280, 800);
            turnTo(window, "distribution");
            assertThat(table(window).getWidth()).isCloseTo(tensors, within(2.0));
            assertThat(window.<Region>node("numbers").getHeight()).isCloseTo(numbers, within(2.0));
        }
    }

    private static void resize(OpenWindow window, double width, double height) throws Exception {
        OpenWindow.onScreen(() -> {
            window.stage().setWidth(width);
            window.stage().setHeight(height);
            return true;
        });
        window.settle();
    }

    @Test
    void linesAreMadeBeforeThereIsAnythingToShow() throws Exception {
        try (OpenWindow window = new OpenWindow(new ForgetfulSettings(Themes.Choice.LIGHT))) {
            OpenWindow.onScreen(() -> {
                window.window().showEmpty(window.stage(), Optional.of(OpenWindow.SAMPLE));
                window.window().fill();
                return true;
            });
            Set<Node> tensors = made(window, "tensors", ".tree-table-row-cell");
            Set<Node> columns = made(window, "heavy-columns", ".table-row-cell");
            window.openSample();
            turnTo(window, "salient");
            OpenWindow.waitUntil(() -> window.model().salience().lookProperty().get().current());
            WaitForAsyncUtils.waitForFxEvents();
            assertThat(lines(window)).isNotEmpty();
            assertThat(tensors).containsAll(made(window, "tensors", ".tree-table-row-cell"));
            assertThat(columns)
                    .isNotEmpty()
                    .containsAll(made(window, "heavy-columns", ".table-row-cell"));
        }
    }

    private static void turnTo(OpenWindow window, String page) throws Exception {
        OpenWindow.onScreen(() -> {
            window.model().pageProperty().set(page);
            return true;
        });
        window.settle();
    }

    private static TreeTableView<?> table(OpenWindow window) {
        return window.node("tensors");
    }

    private static List<String> columns(OpenWindow window) throws Exception {
        return OpenWindow.onScreen(() ->
                table(window).getVisibleLeafColumns().stream()
                        .map(TreeTableColumn::getId)
                        .toList());
    }

    private static double widthOf(OpenWindow window, int columns) throws Exception {
        return OpenWindow.onScreen(() ->
                table(window).getVisibleLeafColumns().stream()
                        .limit(columns)
                        .mapToDouble(TreeTableColumn::getWidth)
                        .sum());
    }

    /** Names on screen, from top to bottom. */
    private static List<String> lines(OpenWindow window) throws Exception {
        return OpenWindow.onScreen(() ->
                made(table(window), ".tree-table-row-cell").stream()
                        .filter(Node::isVisible)
                        .map(row -> (Cell<?>) row)
                        .filter(row -> !row.isEmpty())
                        .map(row -> String.valueOf(row.getItem()))
                        .sorted()
                        .toList());
    }

    private static Set<Node> made(OpenWindow window, String id, String selector) throws Exception {
        return OpenWindow.onScreen(() -> made(window.node(id), selector));
    }

    private static Set<Node> made(Node table, String selector) {
        return new HashSet<>(table.lookupAll(selector));
    }

    private static ScrollBar sideways(OpenWindow window) {
        return table(window).lookupAll(".scroll-bar").stream()
                .map(ScrollBar.class::cast)
                .filter(bar -> bar.getOrientation() == Orientation.HORIZONTAL)
                .findFirst()
                .orElseThrow();
    }
}
