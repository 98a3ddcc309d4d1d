package org.quantoscope.ui.tuning;

import javafx.scene.control.Label;
import javafx.scene.layout.Region;

import org.quantoscope.ui.model.CheckpointSession;
import org.quantoscope.ui.model.WorkbenchModel;
import org.quantoscope.ui.text.Texts;

/**
 * Says that an open export of ours holds values that are quantized already, so that every figure is
 * against those and not against the original.
 */
final class AgainNote extends Label {
    AgainNote(WorkbenchModel model) {
        super(Texts.text("tuning.again"));
        setId("again-note");
        getStyleClass().add("again-note");
        setWrapText(true);
        setMinHeight(Region.USE_PREF_SIZE);
        model.sessions()
                .sessionProperty()
                .subscribe(session -> {
                    boolean again = session.map(CheckpointSession::isQuantizedBefore).orElse(false);
                    setVisible(again);
                    setManaged(again);
                });
    }
}
