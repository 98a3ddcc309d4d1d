package org.quantoscope.ui.recipe;

import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;

import org.jspecify.annotations.Nullable;
import org.quantoscope.ui.control.ClipboardText;
import org.quantoscope.ui.text.Texts;

import java.util.List;
import java.util.Optional;

/**
 * The default specification and the rules in order; rules are dragged, or moved by Alt and the
 * arrow keys.
 */
final class RuleList extends ListView<RuleLine> {
    private static final PseudoClass DROP_ABOVE = PseudoClass.getPseudoClass("drop-above");
    private static final PseudoClass DROP_BELOW = PseudoClass.getPseudoClass("drop-below");

    /** Movement in pixels from which a press is a drag. */
    private static final double DRAG_FROM = 5;

    private final RuleCommands commands;
    private final Runnable edit;
    private int dragged = -1;
    private double pressedAt;
    private @Nullable ListCell<?> over;

    /**
     * @param edit goes to the form
     */
    RuleList(RuleCommands commands, Runnable edit) {
        this.commands = commands;
        this.edit = edit;
        setId("rule-list");
        getStyleClass().add("rule-list");
        setAccessibleText(Texts.text("recipe.list"));
        setCellFactory(list -> cell());
        addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    }

    ReadOnlyIntegerProperty selectedLine() {
        return getSelectionModel().selectedIndexProperty();
    }

    /** Replaces what changed, and leaves selection and scrolling alone. */
    void show(List<RuleLine> lines) {
        int selected = Math.max(0, getSelectionModel().getSelectedIndex());
        if (lines.size() == getItems().size()) {
            for (int i = 0; i < lines.size(); i++) {
                if (!lines.get(i).equals(getItems().get(i))) {
                    getItems().set(i, lines.get(i));
                }
            }
        } else {
            getItems().setAll(lines);
        }
        if (getSelectionModel().getSelectedIndex() != Math.min(selected, lines.size() - 1)) {
            getSelectionModel().clearAndSelect(Math.min(selected, lines.size() - 1));
        }
    }

    void select(int line) {
        getSelectionModel().clearAndSelect(line);
        getFocusModel().focus(line);
        scrollTo(Math.max(0, line - 2));
    }

    private RuleCell cell() {
        RuleCell cell = new RuleCell(Optional.of(commands));
        cell.addEventHandler(MouseEvent.MOUSE_PRESSED, event -> press(cell, event));
        cell.addEventHandler(MouseEvent.MOUSE_DRAGGED, this::drag);
        cell.addEventHandler(MouseEvent.MOUSE_RELEASED, this::drop);
        cell.addEventHandler(
                MouseEvent.MOUSE_CLICKED,
                event -> {
                    if (event.getClickCount() == 2 && !cell.isEmpty()) {
                        edit.run();
                    }
                });
        return cell;
    }

    private void press(RuleCell cell, MouseEvent event) {
        // The default stays first.
        dragged = cell.isEmpty() || cell.getIndex() == 0 ? -1 : cell.getIndex();
        pressedAt = event.getSceneY();
    }

    private void drag(MouseEvent event) {
        boolean moved = Math.abs(event.getSceneY() - pressedAt) > DRAG_FROM;
        if (dragged < 0 || !moved) {
            return;
        }
        mark(cellAt(event), event);
        double y = sceneToLocal(event.getSceneX(), event.getSceneY()).getY();
        if (y < 0 || y > getHeight()) {
            // Beyond an edge the list goes on under the mouse.
            scrollTo(Math.max(0, firstShown() + (y < 0 ? -1 : 1)));
        }
    }

    private int firstShown() {
        return lookupAll(".rule-cell").stream()
                .map(RuleCell.class::cast)
                .filter(cell -> !cell.isEmpty() && cell.getBoundsInParent().getMaxY() > 0)
                .mapToInt(ListCell::getIndex)
                .min()
                .orElse(0);
    }

    private void drop(MouseEvent event) {
        int from = dragged;
        ListCell<?> target = over;
        boolean below = target != null && isBelow(target, event);
        mark(null, event);
        dragged = -1;
        if (from > 0 && target != null) {
            int to = target.getIndex() + (below ? 1 : 0);
            commands.move(from, to > from ? to - 1 : to);
        }
    }

    private void mark(@Nullable ListCell<?> cell, MouseEvent event) {
        if (over != null) {
            over.pseudoClassStateChanged(DROP_ABOVE, false);
            over.pseudoClassStateChanged(DROP_BELOW, false);
        }
        over = cell;
        if (cell != null) {
            boolean below = isBelow(cell, event);
            cell.pseudoClassStateChanged(below ? DROP_BELOW : DROP_ABOVE, true);
        }
    }

    private static boolean isBelow(ListCell<?> cell, MouseEvent event) {
        double y = cell.sceneToLocal(event.getSceneX(), event.getSceneY()).getY();
        return y > cell.getHeight() / 2 || cell.getIndex() == 0;
    }

    private @Nullable ListCell<?> cellAt(MouseEvent event) {
        for (Node node = event.getPickResult().getIntersectedNode();
                node != null;
                node = node.getParent()) {
            if (node instanceof RuleCell cell && cell.getListView() == this) {
                return cell.isEmpty() ? null : cell;
            }
        }
        return null;
    }

    private void key(KeyEvent event) {
        int line = getSelectionModel().getSelectedIndex();
        boolean taken = true;
        if (event.isAltDown() && event.getCode() == KeyCode.UP) {
            commands.move(line, line - 1);
        } else if (event.isAltDown() && event.getCode() == KeyCode.DOWN) {
            commands.move(line, line + 1);
        } else if (event.isShortcutDown() && event.getCode() == KeyCode.D) {
            commands.duplicate(line);
        } else if (event.isShortcutDown() && event.getCode() == KeyCode.C) {
            ClipboardText.copy(RuleTable.of(getItems()).tabSeparated());
        } else if (event.getCode() == KeyCode.DELETE) {
            commands.remove(line);
        } else if (event.getCode() == KeyCode.INSERT) {
            commands.add(line);
        } else if (event.getCode() == KeyCode.SPACE) {
            commands.toggle(line);
        } else if (event.getCode() == KeyCode.ENTER) {
            edit.run();
        } else {
            taken = false;
        }
        if (taken) {
            event.consume();
        }
    }
}
