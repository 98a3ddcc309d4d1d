package org.quantoscope.app;

import javafx.stage.WindowEvent;

import org.quantoscope.ui.model.Notice;
import org.quantoscope.ui.model.WorkbenchModel;
import org.quantoscope.ui.text.Texts;

import java.util.Optional;

/** Lets a window with a running export close only when that is asked for a second time. */
final class CloseGuard {
    private final Notice warning = Notice.error(Texts.text("export.closing"));
    private final WorkbenchModel model;
    private final Runnable showExport;
    private boolean warned;

    /**
     * @param showExport shows the export that runs
     */
    CloseGuard(WorkbenchModel model, Runnable showExport) {
        this.model = model;
        this.showExport = showExport;
        model.export().stateProperty().subscribe(state -> exportChanged());
    }

    /** A warning about an export that has ended would be untrue. */
    private void exportChanged() {
        if (warned && !model.export().isRunning()) {
            warned = false;
            if (model.noticeProperty().get().equals(Optional.of(warning))) {
                model.noticeProperty().set(Optional.empty());
            }
        }
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
            model.tell(warning);
        }
    }
}
