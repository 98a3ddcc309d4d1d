package org.quantoscope.ui.hub;

import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.value.ObservableValue;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.collections.transformation.FilteredList;
import javafx.collections.transformation.SortedList;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import org.jspecify.annotations.Nullable;
import org.quantoscope.ui.control.ColumnHead;
import org.quantoscope.ui.control.ColumnWidths;
import org.quantoscope.ui.control.Figures;
import org.quantoscope.ui.control.Tips;
import org.quantoscope.ui.model.HubLine;
import org.quantoscope.ui.model.HubModel;
import org.quantoscope.ui.model.Look;
import org.quantoscope.ui.text.Texts;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** The snapshots of the cache, to be found by words and opened by Enter or a double click. */
public final class HubView extends VBox {
    private final HubModel model;
    private final ObservableList<HubLine> lines = FXCollections.observableArrayList();
    private final FilteredList<HubLine> found = new FilteredList<>(lines);
    private final TableView<HubLine> table = new TableView<>();
    private final TextField search = new TextField();
    private final Label count = new Label();
    private final Label empty = new Label();
    private Consumer<Path> onOpen = path -> {};

    public HubView(HubModel model) {
        this.model = model;
        setId("hub");
        setSpacing(8);
        search.setId("hub-search");
        search.setPromptText(Texts.text("hub.search"));
        search.setAccessibleText(Texts.text("hub.search"));
        HBox.setHgrow(search, Priority.ALWAYS);
        search.textProperty().subscribe(text -> filter(text.strip()));
        Button open = new Button(Texts.text("hub.open"));
        open.setId("hub-open");
        open.getStyleClass().add("accent");
        open.setMinWidth(Region.USE_PREF_SIZE);
        open.setOnAction(event -> openSelected());
        open.disableProperty().bind(table.getSelectionModel().selectedItemProperty().isNull());
        Tips.set(open, Texts.text("hub.open.hint"));
        HBox tools = new HBox(8, search, open);
        tools.setAlignment(Pos.CENTER_LEFT);
        count.setId("hub-count");
        count.getStyleClass().add("hint");
        prepareTable();
        VBox.setVgrow(table, Priority.ALWAYS);
        getChildren().addAll(tools, table, count);
        model.lookProperty().subscribe(this::show);
    }

    /** What is done with the folder of the snapshot that is opened. */
    public void setOnOpen(Consumer<Path> action) {
        onOpen = action;
    }

    private void prepareTable() {
        table.setId("hub-table");
        table.getStyleClass().add("point-table");
        table.setAccessibleText(Texts.text("hub.table"));
        TableColumn<HubLine, Long> files = number("files", 50, HubLine::files, Figures::count);
        TableColumn<HubLine, Long> size = number("size", 70, HubLine::bytes, Figures::bytes);
        table.getColumns()
                .setAll(
                        List.of(
                                column("model", 260, HubLine::model),
                                column("refs", 80, HubLine::refs),
                                files,
                                size,
                                column("revision", 260, HubLine::revision)));
        ColumnWidths.follow(table);
        SortedList<HubLine> sorted = new SortedList<>(found);
        sorted.comparatorProperty().bind(table.comparatorProperty());
        table.setItems(sorted);
        empty.getStyleClass().add("hint");
        empty.setWrapText(true);
        empty.setId("hub-empty");
        table.setPlaceholder(empty);
        sorted.addListener((ListChangeListener<HubLine>) change -> explain());
        table.addEventFilter(
                KeyEvent.KEY_PRESSED,
                event -> {
                    if (event.getCode() == KeyCode.ENTER) {
                        openSelected();
                        event.consume();
                    }
                });
        table.setOnMouseClicked(event -> {
            if (event.getButton() == MouseButton.PRIMARY && event.getClickCount() == 2) {
                openSelected();
            }
        });
    }

    private void openSelected() {
        @Nullable HubLine line = table.getSelectionModel().getSelectedItem();
        if (line != null) {
            onOpen.accept(line.folder());
        }
    }

    private void show(Look<List<HubLine>> look) {
        lines.setAll(look.answer().orElse(List.of()));
        if (table.getSelectionModel().isEmpty()) {
            table.getSelectionModel().selectFirst();
        }
        explain();
    }

    private void filter(String text) {
        List<String> words = text.isEmpty() ? List.of() : List.of(text.split("\\s+", -1));
        found.setPredicate(line -> line.has(words));
        table.getSelectionModel().selectFirst();
    }

    private void explain() {
        Look<List<HubLine>> look = model.lookProperty().get();
        Path folder = model.folderProperty().get();
        empty.setText(
                !look.current()
                        ? Texts.text("hub.reading", folder)
                        : look.failure()
                                .orElse(Texts.text("metadata.none-found", search.getText())));
        count.setText(
                lines.isEmpty()
                        ? Texts.text("hub.folder", folder)
                        : Texts.text(
                                "hub.count",
                                Texts.text("hub.folder", folder),
                                lines.stream().map(HubLine::model).distinct().count(),
                                Figures.bytes(lines.stream().mapToLong(HubLine::bytes).sum())));
    }

    private static TableColumn<HubLine, String> column(
            String key, double width, Function<HubLine, String> value) {
        return head(key, width, line -> new SimpleStringProperty(value.apply(line)));
    }

    /** Sorted by the number, shown as people read it. */
    private static TableColumn<HubLine, Long> number(
            String key, double width, Function<HubLine, Long> value, Function<Long, String> shown) {
        TableColumn<HubLine, Long> made =
                head(key, width, line -> new SimpleObjectProperty<>(value.apply(line)));
        made.getStyleClass().add("number-column");
        made.setCellFactory(owner ->
                new TableCell<>() {
                    @Override
                    protected void updateItem(@Nullable Long number, boolean none) {
                        super.updateItem(number, none);
                        setText(none || number == null ? "" : shown.apply(number));
                    }
                });
        return made;
    }

    private static <T> TableColumn<HubLine, T> head(
            String key, double width, Function<HubLine, ObservableValue<T>> value) {
        TableColumn<HubLine, T> made = new TableColumn<>();
        ColumnHead.put(made, "hub.column." + key);
        made.setMinWidth(width);
        made.setCellValueFactory(line -> value.apply(line.getValue()));
        return made;
    }
}
