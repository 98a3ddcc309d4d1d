package org.quantoscope.app;

import org.quantoscope.ui.control.Sheet;
import org.quantoscope.ui.control.Texts;
import org.quantoscope.ui.export.ExportView;
import org.quantoscope.ui.model.ExportModel;

/** The card with the export; work goes on while it is put away. */
final class ExportSheet {
    private final Sheet sheet = new Sheet("export-sheet");
    private final ExportModel model;
    private final ExportView view;

    ExportSheet(ExportModel model, FileDialogs dialogs) {
        this.model = model;
        this.view = new ExportView(model, () -> dialogs.openFolder("export.choose"));
        sheet.visibleProperty()
                .subscribe((before, now) -> {
                    if (!now) {
                        model.planningProperty().set(false);
                    }
                });
    }

    Sheet sheet() {
        return sheet;
    }

    void show() {
        model.begin();
        sheet.show(Texts.text("export.title"), view);
    }
}
