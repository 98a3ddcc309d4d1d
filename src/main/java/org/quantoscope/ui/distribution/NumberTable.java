package org.quantoscope.ui.distribution;

import javafx.geometry.HPos;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

import org.quantoscope.ui.control.Tips;
import org.quantoscope.ui.text.Texts;

import java.util.ArrayList;
import java.util.List;

/** A small table of named numbers with units, right-aligned, in one or two columns of values. */
final class NumberTable extends GridPane {
    private static final double VALUE_WIDTH = 62;

    /** Of any difference, so that nothing moves when there is none for a moment. */
    private static final double DIFFERENCE_WIDTH = 78;

    private final List<String> names = new ArrayList<>();
    private final List<String> units = new ArrayList<>();
    private final List<Label> values = new ArrayList<>();
    private final List<Label> others = new ArrayList<>();
    private final List<Label> held = new ArrayList<>();
    private final List<Label> differences = new ArrayList<>();
    private final Label head = new Label();
    private final Label heldHead = new Label(Texts.text("numbers.held"));
    private final Label differenceHead = new Label(Texts.text("numbers.difference"));
    private final ColumnConstraints second = new ColumnConstraints();
    private final boolean hasSecond;
    private final List<ColumnConstraints> comparison = List.of(comparison(), comparison());

    /**
     * @param title key of its title
     * @param keys of the lines' texts
     * @param compared whether there is room for a second column
     */
    NumberTable(String title, List<String> keys, boolean compared) {
        getStyleClass().add("number-table");
        ColumnConstraints name = new ColumnConstraints();
        name.setHgrow(Priority.ALWAYS);
        ColumnConstraints number = new ColumnConstraints();
        number.setHalignment(HPos.RIGHT);
        number.setMinWidth(VALUE_WIDTH);
        second.setHalignment(HPos.RIGHT);
        hasSecond = compared;
        getColumnConstraints().addAll(name, number, second);
        getColumnConstraints().addAll(comparison);
        Label caption = new Label(Texts.text(title));
        caption.getStyleClass().add("table-title");
        caption.setMinWidth(Region.USE_PREF_SIZE);
        head.getStyleClass().addAll("table-head", "control-colour");
        add(caption, 0, 0);
        head.setMinWidth(Region.USE_PREF_SIZE);
        add(head, 2, 0);
        heldHead.getStyleClass().addAll("table-head", "held-colour");
        differenceHead.getStyleClass().add("table-head");
        addRow(0, heldHead, differenceHead);
        GridPane.setColumnIndex(heldHead, 3);
        GridPane.setColumnIndex(differenceHead, 4);
        for (int i = 0; i < keys.size(); i++) {
            addLine(i + 1, keys.get(i));
        }
        setMaxHeight(Region.USE_PREF_SIZE);
        compare(false, List.of(), List.of());
    }

    private static ColumnConstraints comparison() {
        ColumnConstraints column = new ColumnConstraints();
        column.setHalignment(HPos.RIGHT);
        return column;
    }

    /**
     * Shows two columns more, of the recipe that is held and of the difference, or none.
     *
     * @param shown whether there is a recipe to compare with
     */
    void compare(boolean shown, List<String> other, List<String> difference) {
        comparison.getFirst().setMinWidth(shown ? VALUE_WIDTH : 0);
        comparison.getLast().setMinWidth(shown ? DIFFERENCE_WIDTH : 0);
        giveRoom();
        for (Label label : List.of(heldHead, differenceHead)) {
            label.setVisible(shown);
            label.setManaged(shown);
        }
        for (int i = 0; i < values.size(); i++) {
            compare(held.get(i), shown, i, other);
            compare(differences.get(i), shown, i, difference);
        }
    }

    /** The second column keeps its room while it is empty, unless others need it. */
    private void giveRoom() {
        boolean needed = comparison.getFirst().getMinWidth() == 0 || !head.getText().isEmpty();
        second.setMinWidth(hasSecond && needed ? VALUE_WIDTH : 0);
    }

    private static void compare(Label label, boolean shown, int line, List<String> texts) {
        label.setText(line < texts.size() ? texts.get(line) : shown ? "—" : "");
        label.setVisible(shown);
        label.setManaged(shown);
    }

    private void addLine(int row, String key) {
        String measure = Texts.text("measure." + key);
        String unit = Texts.textOr("measure." + key + ".unit", "");
        Label name = new Label(measure);
        if (!unit.isEmpty()) {
            Label measuredIn = new Label(unit);
            measuredIn.getStyleClass().add("unit");
            name.setGraphic(measuredIn);
            name.setContentDisplay(ContentDisplay.RIGHT);
        }
        name.setMinWidth(Region.USE_PREF_SIZE);
        Label value = figure("number-" + key);
        Label other = figure("other-" + key);
        other.getStyleClass().add("control-colour");
        Label beside = figure("held-" + key);
        beside.getStyleClass().add("held-colour");
        Label difference = figure("difference-" + key);
        String hint = Texts.text("measure." + key + ".hint");
        for (Label label : List.of(name, value, other, beside, difference)) {
            Tips.set(label, hint);
        }
        names.add(measure);
        units.add(unit);
        values.add(value);
        others.add(other);
        held.add(beside);
        differences.add(difference);
        addRow(row, name, value, other, beside, difference);
    }

    private static Label figure(String id) {
        Label label = new Label("—");
        label.setId(id);
        label.getStyleClass().add("figure");
        label.setMinWidth(Region.USE_PREF_SIZE);
        return label;
    }

    /**
     * Shows values.
     *
     * @param otherHead head of the second column; empty to hide it
     */
    void show(List<String> first, String otherHead, List<String> second) {
        head.setText(otherHead);
        giveRoom();
        for (int i = 0; i < values.size(); i++) {
            values.get(i).setText(i < first.size() ? first.get(i) : "—");
            others.get(i).setText(i < second.size() ? second.get(i) : "");
        }
    }

    /**
     * Lines of name, value, second value and unit, and of B and A − B where two recipes are
     * compared, apart by tabs.
     */
    List<String> tabSeparated() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            lines.add(
                    String.join(
                                    "\t",
                                    names.get(i),
                                    plain(values.get(i).getText()),
                                    plain(others.get(i).getText()),
                                    units.get(i))
                            + (heldHead.isVisible()
                                    ? "\t"
                                            + plain(held.get(i).getText())
                                            + "\t"
                                            + plain(differences.get(i).getText())
                                    : ""));
        }
        return lines;
    }

    /** A number as a spreadsheet reads it. */
    private static String plain(String figure) {
        return figure.replace("\u202f", "").replace('−', '-');
    }
}
