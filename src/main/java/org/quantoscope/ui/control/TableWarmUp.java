package org.quantoscope.ui.control;

import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeTableColumn;
import javafx.scene.control.TreeTableView;
import javafx.scene.layout.HBox;

import java.util.stream.IntStream;

/**
 * Lays out tables with lines that nobody sees: the lines of the first table that a user turns to
 * are then not made, styled and measured in code that runs for the first time.
 *
 * <p>Runs on any thread: its tables are never part of a window.
 */
public final class TableWarmUp implements Runnable {
    private static final int ROUNDS = 2;
    private static final int LINES = 25;
    private static final int COLUMNS = 6;
    private static final double WIDTH = 600;
    private static final double HEIGHT = 400;

    @Override
    public void run() {
        for (int round = 0; round < ROUNDS; round++) {
            TreeTableView<Integer> tree = tree();
            HBox root = new HBox(table(), tree);
            Scene scene = new Scene(root, WIDTH, HEIGHT);
            layOut(scene);
            tree.getColumns().stream().skip(3).forEach(column -> column.setVisible(false));
            layOut(scene);
            tree.refresh();
            layOut(scene);
        }
    }

    private static void layOut(Scene scene) {
        scene.getRoot().applyCss();
        scene.getRoot().resize(WIDTH, HEIGHT);
        scene.getRoot().layout();
    }

    private static TableView<Integer> table() {
        TableView<Integer> table = new TableView<>();
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        for (int i = 0; i < COLUMNS; i++) {
            TableColumn<Integer, String> column = new TableColumn<>();
            column.setGraphic(new Label(Figures.NONE));
            column.setCellValueFactory(cell -> text(cell.getValue()));
            table.getColumns().add(column);
        }
        table.getItems().setAll(IntStream.range(0, LINES).boxed().toList());
        return table;
    }

    private static TreeTableView<Integer> tree() {
        TreeItem<Integer> top = new TreeItem<>(0);
        top.setExpanded(true);
        IntStream.range(0, LINES).mapToObj(TreeItem::new).forEach(top.getChildren()::add);
        TreeTableView<Integer> tree = new TreeTableView<>(top);
        for (int i = 0; i < COLUMNS; i++) {
            TreeTableColumn<Integer, String> column = new TreeTableColumn<>();
            column.setCellValueFactory(cell -> text(cell.getValue().getValue()));
            tree.getColumns().add(column);
        }
        return tree;
    }

    private static ReadOnlyStringWrapper text(int value) {
        return new ReadOnlyStringWrapper(
                Figures.count(value) + " " + Figures.percent(value / 7.0, 2));
    }
}
