package org.quantoscope.app;

import org.quantoscope.ui.control.Sheet;
import org.quantoscope.ui.control.Texts;
import org.quantoscope.ui.export.ExportView;
import org.quantoscope.ui.model.ExportModel;
import org.quantoscope.ui.model.WorkbenchModel;

/** The card with the export; work goes on while it is put away. */
final class ExportSheet {
    private final Sheet sheet = new Sheet("export-sheet");
    private final ExportModel model;
    private final ExportView view;

    ExportSheet(WorkbenchModel workbench, FileDialogs dialogs) {
        this.model = workbench.export();
        this.view = new ExportView(model, () -> dialogs.openFolder("export.choose"));
        workbench.sessions().sessionProperty().subscribe((before, now) -> sessionChanged());
        sheet.visibleProperty()
                .subscribe((before, now) -> {
                    if (!now) {
                        model.planningProperty().set(false);
                    }
                });
    }

    /** A plan for another model than the open one is of no use; a running job stays in sight. */
    private void sessionChanged() {
        if (!model.isRunning()) {
            sheet.hide();
        }
    }

    Sheet sheet() {
        return sheet;
    }

    void show() {
        model.begin();
        sheet.show(Texts.text("export.title"), view);
    }
}
