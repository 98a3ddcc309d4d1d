package org.quantoscope.ui.export;

import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

import org.quantoscope.ui.control.ClipboardText;
import org.quantoscope.ui.model.ExportModel;
import org.quantoscope.ui.model.ExportState;
import org.quantoscope.ui.text.Texts;

/** After an export: the command that loads it, to read and to copy. */
final class LoadLine extends HBox {
    private final TextField command = new TextField();

    LoadLine(ExportModel model) {
        super(8);
        setAlignment(Pos.CENTER_LEFT);
        Label label = new Label(Texts.text("export.load"));
        label.setMinWidth(Region.USE_PREF_SIZE);
        label.setLabelFor(command);
        command.setId("export-load");
        command.setEditable(false);
        command.getStyleClass().add("command-text");
        HBox.setHgrow(command, Priority.ALWAYS);
        Button copy = new Button(Texts.text("export.load.copy"));
        copy.setId("export-load-copy");
        copy.setMinWidth(Region.USE_PREF_SIZE);
        copy.setOnAction(event -> ClipboardText.copy(command.getText()));
        getChildren().addAll(label, command, copy);
        managedProperty().bind(visibleProperty());
        model.stateProperty().subscribe(this::show);
    }

    private void show(ExportState state) {
        setVisible(state instanceof ExportState.Done);
        command.setText(state instanceof ExportState.Done done ? done.loadCommand() : "");
    }
}
