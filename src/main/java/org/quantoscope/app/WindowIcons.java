package org.quantoscope.app;

import javafx.scene.image.Image;
import javafx.stage.Stage;

import java.net.URL;

/** The program's picture in task bars and window lists, in the sizes that desktops ask for. */
final class WindowIcons {
    private static final int[] SIZES = {32, 64, 256};

    private WindowIcons() {}

    static void addTo(Stage stage) {
        for (int size : SIZES) {
            URL picture =
                    WindowIcons.class.getResource(
                            "/org/quantoscope/icons/quantoscope-" + size + ".png");
            if (picture != null) {
                stage.getIcons().add(new Image(picture.toExternalForm()));
            }
        }
    }
}
