package org.quantoscope.ui.export;

import javafx.beans.binding.Bindings;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.util.StringConverter;

import org.jspecify.annotations.Nullable;
import org.quantoscope.export.ExportFormat;
import org.quantoscope.quant.BlockLayout;
import org.quantoscope.tensor.DType;
import org.quantoscope.ui.control.Tips;
import org.quantoscope.ui.model.ExportModel;
import org.quantoscope.ui.model.ExportState;
import org.quantoscope.ui.text.Texts;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** The choices of an export: kind of folder, type of values, target. */
final class ExportForm extends GridPane {
    private static final long GB = 1_000_000_000L;
    private static final List<Long> SHARDS = List.of(Long.MAX_VALUE, GB, 2 * GB, 5 * GB, 10 * GB);

    private final ExportModel model;
    private final TextField target = new TextField();

    /** Whether a control is being set from the model, not by the user. */
    private boolean following;

    ExportForm(ExportModel model, Supplier<Optional<Path>> chooseFolder) {
        this.model = model;
        getStyleClass().add("knob-grid");
        ColumnConstraints names = new ColumnConstraints();
        names.setMinWidth(90);
        ColumnConstraints values = new ColumnConstraints();
        values.setHgrow(Priority.ALWAYS);
        getColumnConstraints().addAll(names, values);
        addRow(0, new Label(Texts.text("export.format")), format());
        addRow(1, new Label(Texts.text("export.layout")), layouts());
        addRow(2, new Label(Texts.text("export.dtype")), dtype());
        addRow(3, new Label(Texts.text("export.target")), target(chooseFolder));
        disableProperty()
                .bind(
                        Bindings.createBooleanBinding(
                                () -> model.stateProperty().get() instanceof ExportState.Running,
                                model.stateProperty()));
    }

    private Node format() {
        ComboBox<ExportFormat> box = new ComboBox<>();
        box.setId("export-format");
        box.setAccessibleText(Texts.text("export.format"));
        box.getItems().setAll(ExportFormat.values());
        box.setConverter(new FormatTitle());
        box.valueProperty().bindBidirectional(model.formatProperty());
        Tips.set(box, Texts.text("export.format.hint"));
        return box;
    }

    /** What the recipe follows, and what fits the format. */
    private Node layouts() {
        ComboBox<BlockLayout> box = new ComboBox<>();
        box.setId("export-layout");
        box.setAccessibleText(Texts.text("export.layout"));
        box.setConverter(new LayoutTitle());
        Tips.set(box, Texts.text("export.layout.hint"));
        Runnable follow =
                () -> {
                    following = true;
                    BlockLayout now = model.layout();
                    Set<BlockLayout> items = new TreeSet<>(model.formatProperty().get().layouts());
                    items.add(now);
                    if (!List.copyOf(items).equals(List.copyOf(box.getItems()))) {
                        box.getItems().setAll(items);
                    }
                    box.setValue(now);
                    following = false;
                };
        model.formatProperty().subscribe(follow);
        model.recipeProperty().subscribe(follow);
        box.setOnAction(event -> {
            if (box.getValue() != null && !following) {
                model.useLayout(box.getValue());
            }
        });
        HBox line = new HBox(8, box, new Label(Texts.text("export.shard")), shards());
        line.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
        return line;
    }

    private Node shards() {
        ComboBox<Long> box = new ComboBox<>();
        box.setId("export-shard");
        box.setAccessibleText(Texts.text("export.shard"));
        box.getItems().setAll(SHARDS);
        box.setConverter(new ShardTitle());
        box.valueProperty().bindBidirectional(model.shardBytesProperty());
        Tips.set(box, Texts.text("export.shard.hint"));
        return box;
    }

    private Node dtype() {
        ComboBox<DType> box = new ComboBox<>();
        box.setId("export-dtype");
        box.setAccessibleText(Texts.text("export.dtype"));
        box.getItems().setAll(DType.F32, DType.BF16, DType.F16);
        box.valueProperty().bindBidirectional(model.dtypeProperty());
        box.disableProperty()
                .bind(
                        Bindings.createBooleanBinding(
                                () -> !model.formatProperty().get().writesRestoredValues(),
                                model.formatProperty()));
        Label why = new Label(Texts.text("export.dtype.none"));
        why.getStyleClass().add("hint");
        why.visibleProperty().bind(box.disableProperty());
        Tips.set(box, Texts.text("export.dtype.hint"));
        HBox line = new HBox(8, box, why);
        line.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
        return line;
    }

    private Node target(Supplier<Optional<Path>> chooseFolder) {
        target.setId("export-target");
        target.setAccessibleText(Texts.text("export.target"));
        target.setPrefColumnCount(44);
        Tips.set(target, Texts.text("export.target.hint"));
        HBox.setHgrow(target, Priority.ALWAYS);
        model.targetProperty()
                .subscribe(path -> target.setText(path.map(Path::toString).orElse("")));
        target.setOnAction(event -> typed());
        target.focusedProperty()
                .subscribe((before, now) -> {
                    if (!now) {
                        typed();
                    }
                });
        Button choose = new Button(Texts.text("export.choose"));
        choose.setId("export-choose");
        choose.setMinWidth(Region.USE_PREF_SIZE);
        choose.setOnAction(event -> chooseFolder.get().ifPresent(this::chosen));
        return new HBox(6, target, choose);
    }

    /** A chosen folder holds the export; its own name stays. */
    private void chosen(Path folder) {
        Path name =
                model.targetProperty().get().map(Path::getFileName).orElse(Path.of("quantized"));
        model.targetProperty().set(Optional.of(folder.resolve(name)));
    }

    private void typed() {
        try {
            if (!target.getText().isBlank()) {
                model.targetProperty().set(Optional.of(typedPath(target.getText().trim())));
                model.targetProperty().get().ifPresent(path -> target.setText(path.toString()));
            }
        } catch (InvalidPathException e) {
            model.targetProperty().get().ifPresent(path -> target.setText(path.toString()));
        }
    }

    /** Absolute, so that it is seen where it leads; a shell's sign for home is understood. */
    private static Path typedPath(String text) {
        Path home = Path.of(System.getProperty("user.home"));
        if (text.equals("~")) {
            return home;
        }
        return text.startsWith("~/")
                ? home.resolve(text.substring(2))
                : Path.of(text).toAbsolutePath().normalize();
    }

    private static final class LayoutTitle extends StringConverter<BlockLayout> {
        @Override
        public String toString(@Nullable BlockLayout layout) {
            return layout == null
                    ? ""
                    : Texts.textOr("choice.layout." + layout.key(), layout.key());
        }

        @Override
        public BlockLayout fromString(String text) {
            return BlockLayout.valueOf(text);
        }
    }

    private static final class ShardTitle extends StringConverter<Long> {
        @Override
        public String toString(@Nullable Long bytes) {
            return bytes == null || bytes == Long.MAX_VALUE
                    ? Texts.text("export.shard.source")
                    : Texts.text("export.shard.cap", bytes / GB);
        }

        @Override
        public Long fromString(String text) {
            return Long.valueOf(text);
        }
    }

    private static final class FormatTitle extends StringConverter<ExportFormat> {
        @Override
        public String toString(@Nullable ExportFormat format) {
            return format == null ? "" : Texts.text("export.format." + format.key());
        }

        @Override
        public ExportFormat fromString(String text) {
            return ExportFormat.valueOf(text);
        }
    }
}
