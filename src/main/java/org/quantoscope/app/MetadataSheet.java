package org.quantoscope.app;

import org.quantoscope.ui.control.Sheet;
import org.quantoscope.ui.control.TableSaver;
import org.quantoscope.ui.metadata.MetadataView;
import org.quantoscope.ui.model.MetadataModel;
import org.quantoscope.ui.text.Texts;

/** The card with the metadata of what is open; work goes on beside it. */
final class MetadataSheet {
    private final Sheet sheet = new Sheet("metadata-sheet");
    private final MetadataView view;

    MetadataSheet(MetadataModel model, TableSaver saver) {
        this.view = new MetadataView(model, saver);
        // As large as the window permits: keys are long, and texts longer.
        view.prefWidthProperty().bind(sheet.widthProperty().subtract(160));
        view.prefHeightProperty().bind(sheet.heightProperty().subtract(150));
        model.onScreenProperty().bind(sheet.visibleProperty());
    }

    Sheet sheet() {
        return sheet;
    }

    void show() {
        sheet.show(Texts.text("metadata.title"), view);
    }
}
