package org.quantoscope.ui.recipe;

import javafx.geometry.HPos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;

import org.quantoscope.ui.control.Tips;
import org.quantoscope.ui.text.Texts;

import java.util.List;

/** Where things stand in a line of the list and over it. */
final class RuleColumns {
    private static final double GAP = 8;

    private RuleColumns() {}

    /**
     * @param nodes one for each column: switch, number, which tensors, what they get, matching,
     *     deciding, the shown tensor, buttons
     */
    static GridPane grid(List<? extends Node> nodes) {
        GridPane grid = new GridPane(GAP, 0);
        grid.getColumnConstraints()
                .addAll(
                        fixed(20, HPos.CENTER),
                        fixed(26, HPos.RIGHT),
                        growing(),
                        fixed(128, HPos.LEFT),
                        fixed(48, HPos.RIGHT),
                        fixed(48, HPos.RIGHT),
                        fixed(76, HPos.LEFT),
                        fixed(54, HPos.RIGHT));
        grid.addRow(0, nodes.toArray(Node[]::new));
        return grid;
    }

    static GridPane header() {
        GridPane header =
                grid(
                        List.of(
                                title("on"),
                                title("number"),
                                title("for"),
                                title("gets"),
                                title("matches"),
                                title("decides"),
                                title("shown"),
                                new Label()));
        header.getStyleClass().add("rule-header");
        return header;
    }

    private static Label title(String key) {
        Label label = new Label(Texts.text("recipe.column." + key));
        label.getStyleClass().add("table-head");
        Tips.set(label, Texts.textOr("recipe.column." + key + ".hint", ""));
        return label;
    }

    private static ColumnConstraints fixed(double width, HPos side) {
        ColumnConstraints column = new ColumnConstraints(width);
        column.setMinWidth(width);
        column.setHalignment(side);
        return column;
    }

    private static ColumnConstraints growing() {
        ColumnConstraints column = new ColumnConstraints();
        column.setHgrow(Priority.ALWAYS);
        column.setMinWidth(0);
        return column;
    }
}
