package org.quantoscope.ui.layers;

import javafx.scene.control.TextField;
import javafx.scene.control.TreeItem;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

import org.quantoscope.ui.control.Tips;
import org.quantoscope.ui.text.Texts;

/**
 * The words that tensors must contain to be shown, used without the mouse: letters typed in the
 * table go into it, Down or Enter leads back to the table, Escape shows everything again.
 */
final class TensorFilter extends TextField {
    private final LayerTable table;

    TensorFilter(LayerTable table) {
        this.table = table;
        setId("filter");
        setPromptText(Texts.text("layers.filter"));
        setAccessibleText(Texts.text("layers.filter.hint"));
        Tips.set(this, Texts.text("layers.filter.hint"));
        addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        table.addEventHandler(KeyEvent.KEY_TYPED, this::typedInTable);
        table.addEventHandler(
                KeyEvent.KEY_PRESSED,
                event -> {
                    if (event.getCode() == KeyCode.ESCAPE && !getText().isEmpty()) {
                        clear();
                        event.consume();
                    }
                });
    }

    private void pressed(KeyEvent event) {
        switch (event.getCode()) {
            case DOWN, ENTER -> leaveToTable();
            case ESCAPE -> {
                if (getText().isEmpty()) {
                    table.requestFocus();
                } else {
                    clear();
                }
            }
            default -> {
                return;
            }
        }
        event.consume();
    }

    /** The first tensor found is selected, unless one that is shown is selected already. */
    private void leaveToTable() {
        table.requestFocus();
        if (table.getSelectionModel().isEmpty()) {
            table.getRoot().getChildren().stream()
                    .flatMap(block -> block.getChildren().stream())
                    .findFirst()
                    .ifPresent(this::select);
        }
    }

    private void select(TreeItem<LayerRow> item) {
        item.getParent().setExpanded(true);
        table.getSelectionModel().clearAndSelect(table.getRow(item));
        table.getFocusModel().focus(table.getRow(item));
    }

    private void typedInTable(KeyEvent event) {
        String typed = event.getCharacter();
        boolean word = !typed.isEmpty() && typed.codePoints().allMatch(Character::isLetterOrDigit);
        if (word && !event.isShortcutDown() && !event.isAltDown()) {
            requestFocus();
            setText(getText() + typed);
            end();
            event.consume();
        }
    }
}
