package org.quantoscope.ui.palette;

import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import org.jspecify.annotations.Nullable;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.ui.control.Command;
import org.quantoscope.ui.model.WorkbenchModel;
import org.quantoscope.ui.text.Texts;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Commands and tensors, found by typing words of their names or of the sentence on them; Enter does
 * the first one found.
 */
public final class PaletteView extends VBox {
    /** More would be read by nobody. */
    private static final int MOST_SHOWN = 200;

    private final List<Entry> entries = new ArrayList<>();
    private final ListView<Entry> list = new ListView<>();
    private final TextField input = new TextField();
    private final Runnable close;

    /**
     * @param commands those that can be done now are offered
     * @param close puts the palette away
     */
    public PaletteView(WorkbenchModel model, List<Command> commands, Runnable close) {
        this.close = close;
        getStyleClass().add("palette");
        setSpacing(8);
        for (Command command : commands) {
            if (!command.disabled().getValue()) {
                entries.add(
                        new Entry(
                                command.plainText().replace("…", ""),
                                command.shortcutText(),
                                Texts.textOr(command.key() + ".hint", ""),
                                command.action()));
            }
        }
        model.session()
                .ifPresent(session ->
                        session.tensors().forEach(tensor -> entries.add(goTo(model, tensor))));
        input.setId("palette-input");
        input.setAccessibleText(Texts.text("palette.prompt"));
        input.setPromptText(Texts.text("palette.prompt"));
        input.textProperty().subscribe(this::show);
        input.addEventFilter(KeyEvent.KEY_PRESSED, this::keyPressed);
        list.setId("palette-list");
        list.setFocusTraversable(false);
        list.setAccessibleText(Texts.text("palette.found"));
        list.setPlaceholder(new Label(Texts.text("palette.none")));
        list.setPrefSize(560, 360);
        list.setCellFactory(view -> new EntryCell());
        list.setOnMouseClicked(event -> choose());
        VBox.setVgrow(list, Priority.ALWAYS);
        getChildren().addAll(input, list);
    }

    private static Entry goTo(WorkbenchModel model, TensorInfo tensor) {
        return new Entry(
                tensor.name(),
                Texts.text("palette.tensor", tensor.shape().toString(), tensor.encoding()),
                "",
                () -> model.selection().setAll(List.of(tensor)));
    }

    private void show(String typed) {
        list.getItems()
                .setAll(
                        entries.stream()
                                .filter(entry -> entry.matches(typed))
                                .sorted(Comparator.comparing(entry -> !entry.shows(typed)))
                                .limit(MOST_SHOWN)
                                .toList());
        list.getSelectionModel().selectFirst();
        list.scrollTo(0);
    }

    private void keyPressed(KeyEvent event) {
        switch (event.getCode()) {
            case DOWN -> list.getSelectionModel().selectNext();
            case UP -> list.getSelectionModel().selectPrevious();
            case ENTER -> choose();
            default -> {
                return;
            }
        }
        list.scrollTo(Math.max(0, list.getSelectionModel().getSelectedIndex() - 5));
        event.consume();
    }

    private void choose() {
        @Nullable Entry chosen = list.getSelectionModel().getSelectedItem();
        if (chosen != null) {
            close.run();
            chosen.action().run();
        }
    }

    /** Its words at the left, the rest at the right. */
    private static final class EntryCell extends ListCell<Entry> {
        private final Label words = new Label();
        private final Label detail = new Label();
        private final HBox line;

        EntryCell() {
            Region gap = new Region();
            HBox.setHgrow(gap, Priority.ALWAYS);
            detail.getStyleClass().add("hint");
            detail.setMinWidth(Region.USE_PREF_SIZE);
            line = new HBox(12, words, gap, detail);
            setPrefWidth(0);
        }

        @Override
        protected void updateItem(@Nullable Entry entry, boolean empty) {
            super.updateItem(entry, empty);
            setGraphic(empty || entry == null ? null : line);
            if (entry != null) {
                words.setText(entry.words());
                detail.setText(entry.detail());
            }
        }
    }
}
