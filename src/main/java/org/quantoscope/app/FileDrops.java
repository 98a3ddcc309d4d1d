package org.quantoscope.app;

import javafx.scene.Node;
import javafx.scene.input.DragEvent;
import javafx.scene.input.TransferMode;

import org.quantoscope.ui.model.WorkbenchModel;

import java.nio.file.Path;

/**
 * Files dropped on the window: opened, or, with the keys by which a system drags a link
 * (Ctrl+Shift; Alt on macOS), opened beside what is open.
 */
final class FileDrops {
    private FileDrops() {}

    static void accept(Node window, WorkbenchModel model, WindowTasks tasks) {
        window.setOnDragOver(event -> over(event, model.session().isPresent()));
        window.setOnDragDropped(event -> dropped(event, model.session().isPresent(), tasks));
    }

    private static void over(DragEvent event, boolean isOpen) {
        if (event.getDragboard().hasFiles()) {
            if (isOpen) {
                event.acceptTransferModes(TransferMode.COPY, TransferMode.LINK);
            } else {
                event.acceptTransferModes(TransferMode.COPY);
            }
        }
        event.consume();
    }

    private static void dropped(DragEvent event, boolean isOpen, WindowTasks tasks) {
        boolean some = event.getDragboard().hasFiles();
        if (some) {
            Path file = event.getDragboard().getFiles().getFirst().toPath();
            if (isOpen && event.getTransferMode() == TransferMode.LINK) {
                tasks.openBeside(file);
            } else {
                tasks.open(file);
            }
        }
        event.setDropCompleted(some);
        event.consume();
    }
}
