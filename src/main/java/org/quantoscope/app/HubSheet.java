package org.quantoscope.app;

import org.quantoscope.ui.control.Sheet;
import org.quantoscope.ui.hub.HubView;
import org.quantoscope.ui.model.HubModel;
import org.quantoscope.ui.text.Texts;

import java.nio.file.Path;
import java.util.function.Consumer;

/** The card with the models of the Hugging Face cache. */
final class HubSheet {
    private static final double WIDTH = 860;
    private static final double HEIGHT = 480;

    private final Sheet sheet = new Sheet("hub-sheet");
    private final HubModel model;
    private final HubView view;

    HubSheet(HubModel model) {
        this.model = model;
        this.view = new HubView(model);
        view.setPrefSize(WIDTH, HEIGHT);
    }

    Sheet sheet() {
        return sheet;
    }

    /**
     * @param open what to do with the folder of a snapshot
     */
    void show(Consumer<Path> open) {
        view.setOnOpen(folder -> {
            sheet.hide();
            open.accept(folder);
        });
        model.look();
        sheet.show(Texts.text("hub.title"), view);
    }
}
