package org.quantoscope.app;

import javafx.scene.control.Label;

import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.ui.control.Figures;
import org.quantoscope.ui.control.Tips;
import org.quantoscope.ui.model.CheckpointSession;
import org.quantoscope.ui.model.WorkbenchModel;
import org.quantoscope.ui.text.Texts;

/**
 * One line about what is open: name, architecture, number of tensors, format; its path on hover.
 */
final class SubjectLabel extends Label {
    SubjectLabel(WorkbenchModel model) {
        setId("subject");
        setMinWidth(0);
        getStyleClass().add("subject");
        model.sessions()
                .sessionProperty()
                .subscribe(session -> session.ifPresentOrElse(this::show, () -> setText("")));
    }

    private void show(CheckpointSession session) {
        Checkpoint checkpoint = session.checkpoint();
        String architecture = checkpoint.config().architecture().orElse("");
        setText(
                Texts.text(
                        "subject",
                        checkpoint.name(),
                        architecture.isEmpty() ? "" : " · " + architecture,
                        Figures.count(session.tensors().size()),
                        checkpoint.format()));
        Tips.set(this, checkpoint.source().toAbsolutePath().toString());
    }
}
