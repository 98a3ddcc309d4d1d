package org.quantoscope.app;

import org.quantoscope.ui.control.Sheet;
import org.quantoscope.ui.export.ExportText;
import org.quantoscope.ui.export.ExportView;
import org.quantoscope.ui.model.ExportModel;
import org.quantoscope.ui.model.ExportState;
import org.quantoscope.ui.model.Notice;
import org.quantoscope.ui.model.WorkbenchModel;
import org.quantoscope.ui.text.Texts;

/** The card with the export; work goes on while it is put away. */
final class ExportSheet {
    private final Sheet sheet = new Sheet("export-sheet");
    private final ExportModel model;
    private final ExportView view;

    ExportSheet(WorkbenchModel workbench, FileDialogs dialogs) {
        this.model = workbench.export();
        this.view = new ExportView(model, () -> dialogs.openFolder("export.choose"));
        workbench.sessions().sessionProperty().subscribe((before, now) -> sessionChanged());
        model.stateProperty().subscribe(state -> tellEnd(state, workbench));
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

    /** Where the sheet has been put away, the end of the job is told in the window. */
    private void tellEnd(ExportState state, WorkbenchModel workbench) {
        if (sheet.isVisible()) {
            return;
        }
        switch (state) {
            case ExportState.Done done -> workbench.tell(Notice.result(ExportText.of(state)));
            case ExportState.Failed failed -> workbench.tell(Notice.error(ExportText.of(state)));
            case ExportState.Idle idle -> {}
            case ExportState.Running running -> {}
            case ExportState.Cancelled cancelled -> {}
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
