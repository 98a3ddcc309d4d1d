package org.quantoscope.ui.evaluation;

import javafx.scene.Node;
import javafx.scene.input.DragEvent;
import javafx.scene.input.TransferMode;

import org.quantoscope.ui.model.EvaluationTexts;

import java.io.File;
import java.util.List;
import java.util.Locale;

/** Texts dropped on the page join the others; what may be a checkpoint is left to the window. */
final class TextDrops {
    private static final List<String> NOT_TEXTS =
            List.of(".safetensors", ".gguf", ".bin", ".pt", ".pth", ".ckpt", ".json");

    private TextDrops() {}

    static void accept(Node page, EvaluationTexts texts) {
        page.setOnDragOver(event -> over(event));
        page.setOnDragDropped(event -> dropped(event, texts));
    }

    /** Whether files are texts by their names; one that is none leaves all to the window. */
    static boolean areTexts(List<File> files) {
        return !files.isEmpty()
                && files.stream()
                        .allMatch(file -> {
                            String name = file.getName().toLowerCase(Locale.ROOT);
                            return !file.isDirectory()
                                    && NOT_TEXTS.stream().noneMatch(name::endsWith);
                        });
    }

    private static void over(DragEvent event) {
        if (event.getDragboard().hasFiles() && areTexts(event.getDragboard().getFiles())) {
            event.acceptTransferModes(TransferMode.COPY);
            event.consume();
        }
    }

    private static void dropped(DragEvent event, EvaluationTexts texts) {
        if (event.getDragboard().hasFiles() && areTexts(event.getDragboard().getFiles())) {
            event.getDragboard().getFiles().forEach(file -> texts.addFile(file.toPath()));
            event.setDropCompleted(true);
            event.consume();
        }
    }
}
