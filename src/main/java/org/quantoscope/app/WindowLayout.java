package org.quantoscope.app;

import javafx.animation.PauseTransition;
import javafx.geometry.Rectangle2D;
import javafx.stage.Screen;
import javafx.stage.Stage;
import javafx.util.Duration;

import java.util.Map;
import java.util.TreeMap;

/**
 * Sizes of the window and its panes, for a session.
 *
 * <p>The place on the screen is left out: a session is opened on other screens too.
 */
final class WindowLayout {
    /** Longer than a window system takes to answer. */
    private static final Duration RESIZED = Duration.millis(250);

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

    /**
     * Gives window and panes these sizes; what is not named stays as it is, and so do the panes
     * where the screen has no room for such a window.
     *
     * @param between done when the window has its size and before the panes get theirs
     */
    void restore(Map<String, Double> sizes, Runnable between) {
        boolean maximized = sizes.getOrDefault(MAXIMIZED, stage.isMaximized() ? 1.0 : 0.0) == 1;
        stage.setMaximized(maximized);
        if (!maximized) {
            double frameWidth = stage.getWidth() - stage.getScene().getWidth();
            double frameHeight = stage.getHeight() - stage.getScene().getHeight();
            double width = sizes.getOrDefault(WIDTH, stage.getScene().getWidth());
            double height = sizes.getOrDefault(HEIGHT, stage.getScene().getHeight());
            stage.setWidth(Math.max(stage.getMinWidth(), width + frameWidth));
            stage.setHeight(Math.max(stage.getMinHeight(), height + frameHeight));
            keepOnScreen();
        }
        // The system answers later, and shares of the panes mean something only then.
        PauseTransition resized = new PauseTransition(RESIZED);
        resized.setOnFinished(event -> {
            between.run();
            if (fits(sizes)) {
                panes.setSizes(sizes);
            }
        });
        resized.play();
    }

    private boolean fits(Map<String, Double> sizes) {
        return stage.getScene().getWidth() >= sizes.getOrDefault(WIDTH, 0.0) - 1
                && stage.getScene().getHeight() >= sizes.getOrDefault(HEIGHT, 0.0) - 1;
    }

    private void keepOnScreen() {
        Rectangle2D screen = Screen.getPrimary().getVisualBounds();
        if (!screen.contains(stage.getX(), stage.getY())) {
            // On another screen, whose edges are that one's business.
            return;
        }
        stage.setX(Math.max(0, Math.min(stage.getX(), screen.getMaxX() - stage.getWidth())));
        stage.setY(Math.max(0, Math.min(stage.getY(), screen.getMaxY() - stage.getHeight())));
    }
}
