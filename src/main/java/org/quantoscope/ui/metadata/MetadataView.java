package org.quantoscope.ui.metadata;

import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import org.jspecify.annotations.Nullable;
import org.quantoscope.ui.control.TableSaver;
import org.quantoscope.ui.control.Tips;
import org.quantoscope.ui.model.Look;
import org.quantoscope.ui.model.MetadataLine;
import org.quantoscope.ui.model.MetadataModel;
import org.quantoscope.ui.text.Texts;

import java.util.List;

/**
 * The metadata of the open checkpoint and of the one opened beside: a field to search them, the
 * table, one value in full.
 */
public final class MetadataView extends VBox {
    private final MetadataModel model;
    private final TextField search = new TextField();
    private final Label count = new Label();
    private final CheckBox differing = new CheckBox(Texts.text("metadata.differing"));
    private final MetadataTable table = new MetadataTable();
    private final TextArea value = new TextArea();

    /**
     * @param saver asks where to save the table
     */
    public MetadataView(MetadataModel model, TableSaver saver) {
        this.model = model;
        setId("metadata");
        setSpacing(8);
        search.setId("metadata-search");
        search.setPromptText(Texts.text("metadata.search"));
        search.setAccessibleText(Texts.text("metadata.search"));
        HBox.setHgrow(search, Priority.ALWAYS);
        search.textProperty().subscribe(this::filter);
        count.setId("metadata-count");
        count.getStyleClass().add("hint");
        count.setMinWidth(Region.USE_PREF_SIZE);
        Button copy = button("metadata-copy", "metadata.copy", table::copy);
        Button save =
                button(
                        "metadata-save",
                        "metadata.save",
                        () -> saver.save("metadata", table.text()));
        differing.setId("metadata-differing");
        differing.setMinWidth(Region.USE_PREF_SIZE);
        differing.managedProperty().bind(differing.visibleProperty());
        differing.selectedProperty().subscribe(this::filter);
        Tips.set(differing, Texts.text("metadata.differing.hint"));
        HBox tools = new HBox(8, search, differing, count, copy, save);
        tools.setAlignment(Pos.CENTER_LEFT);
        value.setId("metadata-value");
        value.setAccessibleText(Texts.text("metadata.value"));
        value.setPromptText(Texts.text("metadata.value"));
        value.setEditable(false);
        value.setWrapText(true);
        value.setPrefRowCount(5);
        value.setMinHeight(60);
        VBox.setVgrow(table, Priority.ALWAYS);
        getChildren().addAll(tools, table, value);
        table.getSelectionModel().selectedItemProperty().subscribe(this::showValue);
        table.getItems().addListener((ListChangeListener<MetadataLine>) change -> showCount());
        model.lookProperty().subscribe(this::show);
    }

    private static Button button(String id, String key, Runnable action) {
        Button button = new Button(Texts.text(key));
        button.setId(id);
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setOnAction(event -> action.run());
        Tips.set(button, Texts.text(key + ".hint"));
        return button;
    }

    private void show(Look<List<MetadataLine>> look) {
        List<MetadataLine> lines = look.answer().orElse(List.of());
        differing.setVisible(lines.stream().anyMatch(it -> it.beside().isPresent()));
        table.show(lines);
        filter();
        showCount();
    }

    private void filter() {
        String text = search.getText().strip();
        table.filter(
                text.isEmpty() ? List.of() : List.of(text.split("\\s+", -1)),
                differing.isVisible() && differing.isSelected());
        explain();
    }

    /** Says why no line is shown: nothing is there, or nothing was found. */
    private void explain() {
        Look<List<MetadataLine>> look = model.lookProperty().get();
        String reading = look.current() ? "" : Texts.text("metadata.reading");
        table.explain(
                table.total() > 0
                        ? Texts.text("metadata.none-found", search.getText().strip())
                        : look.failure().orElse(reading));
    }

    private void showCount() {
        count.setText(
                table.total() == 0
                        ? ""
                        : Texts.text(
                                "metadata.count",
                                subject(),
                                table.getItems().size(),
                                table.total()));
    }

    private void showValue(@Nullable MetadataLine line) {
        value.setText(line == null ? "" : whole(line));
    }

    /** The value, or both where two checkpoints say different things. */
    private static String whole(MetadataLine line) {
        return line.beside()
                .filter(it -> it.difference() == MetadataLine.Difference.DIFFERENT)
                .map(it -> Texts.text("metadata.both", line.value(), it.value()))
                .orElseGet(() ->
                        line.value().isEmpty()
                                ? line.beside().map(MetadataLine.Beside::value).orElse("")
                                : line.value());
    }

    private String subject() {
        String own = model.subject().orElse("");
        return model.subjectBeside()
                .map(it -> Texts.text("metadata.subject.both", own, it))
                .orElse(own);
    }
}
