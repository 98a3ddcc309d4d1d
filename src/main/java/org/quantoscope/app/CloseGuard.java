package org.quantoscope.app;

import javafx.stage.WindowEvent;

import org.quantoscope.ui.control.Texts;
import org.quantoscope.ui.model.Notice;
import org.quantoscope.ui.model.WorkbenchModel;

/** Lets a window with a running export close only when that is asked for a second time. */
final class CloseGuard {
    private final WorkbenchModel model;
    private final Runnable showExport;
    private boolean warned;

    /**
     * @param showExport shows the export that runs
     */
    CloseGuard(WorkbenchModel model, Runnable showExport) {
        this.model = model;
        this.showExport = showExport;
        model.export()
                .stateProperty()
                .subscribe(() -> warned = warned && model.export().isRunning());
    }

    /** Refuses the first request while an export runs and says so; the second stops the export. */
    void closing(WindowEvent request) {
        if (!model.export().isRunning()) {
            return;
        }
        if (warned) {
            model.export().cancel();
        } else {
            warned = true;
            request.consume();
            showExport.run();
            model.tell(Notice.error(Texts.text("export.closing")));
        }
    }
}
