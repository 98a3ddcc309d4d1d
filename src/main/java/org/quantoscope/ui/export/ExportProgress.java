package org.quantoscope.ui.export;

import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

import org.quantoscope.ui.model.ExportModel;
import org.quantoscope.ui.model.ExportState;
import org.quantoscope.ui.text.Texts;

/** Starts the job, shows how far and how fast it is, stops it, and tells how it ended. */
final class ExportProgress extends HBox {
    private final Label words = new Label();
    private final ProgressBar bar = new ProgressBar();
    private final Button cancel = new Button(Texts.text("export.cancel"));

    ExportProgress(ExportModel model) {
        setAlignment(Pos.CENTER_LEFT);
        setSpacing(10);
        words.setId("export-state");
        words.setWrapText(true);
        words.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(words, Priority.ALWAYS);
        bar.setPrefWidth(150);
        bar.setMinWidth(Region.USE_PREF_SIZE);
        cancel.setMinWidth(Region.USE_PREF_SIZE);
        cancel.setId("export-cancel");
        cancel.setOnAction(event -> model.cancel());
        Button start = new Button(Texts.text("export.start"));
        start.setId("export-start");
        start.getStyleClass().add("accent");
        start.setMinWidth(Region.USE_PREF_SIZE);
        start.setOnAction(event -> model.start());
        start.disableProperty()
                .bind(
                        Bindings.createBooleanBinding(
                                () -> !model.canStart(),
                                model.stateProperty(),
                                model.planProperty()));
        getChildren().addAll(words, bar, cancel, start);
        model.stateProperty().subscribe(this::show);
    }

    private void show(ExportState state) {
        boolean running = state instanceof ExportState.Running;
        bar.setVisible(running);
        bar.setManaged(running);
        cancel.setVisible(running);
        cancel.setManaged(running);
        words.getStyleClass().remove("refusal");
        if (state instanceof ExportState.Failed) {
            words.getStyleClass().add("refusal");
        }
        words.setText(ExportText.of(state));
        if (state instanceof ExportState.Running now) {
            bar.setProgress(now.progress().fraction());
        }
    }
}
