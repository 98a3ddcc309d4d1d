package org.quantoscope.app;

import javafx.application.Platform;
import javafx.stage.Stage;

import java.util.Map;
import java.util.TreeMap;

/**
 * Sizes of the window and its panes, for a session.
 *
 * <p>The place on the screen is left out: a session is opened on other screens too.
 */
final class WindowLayout {
    private static final String WIDTH = "width";
    private static final String HEIGHT = "height";
    private static final String MAXIMIZED = "maximized";

    private final Stage stage;
    private final WindowPanes panes;

    WindowLayout(Stage stage, WindowPanes panes) {
        this.stage = stage;
        this.panes = panes;
    }

    Map<String, Double> sizes() {
        Map<String, Double> sizes = new TreeMap<>(panes.sizes());
        sizes.put(MAXIMIZED, stage.isMaximized() ? 1.0 : 0.0);
        sizes.put(WIDTH, Math.rint(stage.getScene().getWidth()));
        sizes.put(HEIGHT, Math.rint(stage.getScene().getHeight()));
        return sizes;
    }

    /** Gives window and panes these sizes; what is not named stays as it is. */
    void restore(Map<String, Double> sizes) {
        boolean maximized = sizes.getOrDefault(MAXIMIZED, stage.isMaximized() ? 1.0 : 0.0) == 1;
        stage.setMaximized(maximized);
        if (!maximized) {
            double frameWidth = stage.getWidth() - stage.getScene().getWidth();
            double frameHeight = stage.getHeight() - stage.getScene().getHeight();
            double width = sizes.getOrDefault(WIDTH, stage.getScene().getWidth());
            double height = sizes.getOrDefault(HEIGHT, stage.getScene().getHeight());
            stage.setWidth(Math.max(stage.getMinWidth(), width + frameWidth));
            stage.setHeight(Math.max(stage.getMinHeight(), height + frameHeight));
        }
        // Shares of the panes mean something once they have the window's new size.
        Platform.runLater(() -> {
            panes.node().layout();
            panes.setSizes(sizes);
        });
    }
}
