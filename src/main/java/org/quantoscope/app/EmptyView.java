package org.quantoscope.app;

import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

import org.quantoscope.ui.control.Command;
import org.quantoscope.ui.control.Icon;
import org.quantoscope.ui.model.WorkbenchModel;
import org.quantoscope.ui.text.Texts;

import java.nio.file.Path;
import java.util.Optional;

/** What the window shows before anything is open: how to open something. */
final class EmptyView extends VBox {
    EmptyView(WorkbenchModel model, Command open, Command folder, Command sample) {
        getStyleClass().add("empty-view");
        setId("empty");
        setAlignment(Pos.CENTER);
        setSpacing(16);
        Label title = new Label(Texts.text("empty.title"));
        title.getStyleClass().add("empty-title");
        Label text = new Label(Texts.text("empty.text"));
        text.setWrapText(true);
        text.setMaxWidth(520);
        text.getStyleClass().add("hint");
        var sampleButton = sample.textButton("sample");
        sampleButton.getStyleClass().add("accent");
        HBox buttons =
                new HBox(10, open.textButton("open"), folder.textButton("folder"), sampleButton);
        buttons.setAlignment(Pos.CENTER);
        getChildren().addAll(Icon.of("logo"), title, buttons, text);
        model.sessions().openingProperty().subscribe(path -> title.setText(titleFor(path)));
    }

    private static String titleFor(Optional<Path> opening) {
        return opening.map(path -> Texts.text("empty.opening", path.getFileName()))
                .orElse(Texts.text("empty.title"));
    }
}
