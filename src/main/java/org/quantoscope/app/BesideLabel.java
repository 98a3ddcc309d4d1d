package org.quantoscope.app;

import javafx.scene.control.Label;

import org.quantoscope.ui.control.Tips;
import org.quantoscope.ui.model.BesideModel;
import org.quantoscope.ui.model.OtherCheckpoint;
import org.quantoscope.ui.model.WorkbenchModel;
import org.quantoscope.ui.text.Texts;

/**
 * One line about the checkpoint opened beside: name, format, how many tensors are compared; which
 * are not on hover.
 */
final class BesideLabel extends Label {
    BesideLabel(WorkbenchModel model) {
        setId("beside");
        setMinWidth(0);
        getStyleClass().addAll("subject", "held-colour");
        visibleProperty().bind(textProperty().isNotEmpty());
        managedProperty().bind(visibleProperty());
        model.comparison()
                .otherProperty()
                .subscribe(other -> other.ifPresentOrElse(this::show, () -> setText("")));
    }

    private void show(OtherCheckpoint other) {
        setText(
                Texts.text(
                        "beside.label",
                        other.session().name(),
                        other.comparable(),
                        other.session().checkpoint().format()));
        Tips.set(
                this,
                other.session().checkpoint().source().toAbsolutePath()
                        + "\n"
                        + BesideModel.words(other));
    }
}
