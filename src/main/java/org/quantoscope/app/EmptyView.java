package org.quantoscope.app;

import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

import org.quantoscope.ui.control.Icon;
import org.quantoscope.ui.model.WorkbenchModel;
import org.quantoscope.ui.text.Texts;

import java.nio.file.Path;
import java.util.Optional;

/** What the window shows before anything is open: how to open something. */
final class EmptyView extends VBox {
    private final Label title = new Label(Texts.text("empty.title"));

    EmptyView(WorkbenchModel model, WorkbenchCommands commands) {
        getStyleClass().add("empty-view");
        setId("empty");
        setAlignment(Pos.CENTER);
        setSpacing(16);
        title.getStyleClass().add("empty-title");
        Label text = new Label(Texts.text("empty.text"));
        text.setWrapText(true);
        text.setMaxWidth(520);
        text.getStyleClass().add("hint");
        boolean goesOn = !commands.lastSession.disabled().getValue();
        var sampleButton = commands.sample.textButton("sample");
        HBox buttons =
                new HBox(
                        10,
                        commands.open.textButton("open"),
                        commands.folder.textButton("folder"),
                        sampleButton);
        if (goesOn) {
            buttons.getChildren().addFirst(commands.lastSession.textButton("open"));
        }
        buttons.getChildren()
                .get(goesOn ? 0 : buttons.getChildren().size() - 1)
                .getStyleClass()
                .add("accent");
        buttons.setAlignment(Pos.CENTER);
        getChildren().addAll(Icon.of("logo"), title, buttons, text);
        model.sessions().openingProperty().subscribe(this::announce);
    }

    /** Says what is about to be opened, or that nothing is. */
    void announce(Optional<Path> opening) {
        title.setText(titleFor(opening));
    }

    private static String titleFor(Optional<Path> opening) {
        return opening.map(path -> Texts.text("empty.opening", path.getFileName()))
                .orElse(Texts.text("empty.title"));
    }
}
