package org.quantoscope.app;

import javafx.geometry.Rectangle2D;
import javafx.scene.Scene;
import javafx.stage.Screen;
import javafx.stage.Stage;

/**
 * Size and position of the window from one session to the next.
 *
 * <p>A place that no screen shows any more is forgotten; a screen that the usual size would fill is
 * filled.
 */
final class WindowPlace {
    private static final String X = "x";
    private static final String Y = "y";
    private static final String WIDTH = "width";
    private static final String HEIGHT = "height";
    private static final String MAXIMIZED = "maximized";

    /** Least size in which everything that matters is seen at once. */
    private static final double USUAL_WIDTH = 1280;

    private static final double USUAL_HEIGHT = 800;

    /** Below this, panes would have to cover each other. */
    private static final double LEAST_WIDTH = 800;

    private static final double LEAST_HEIGHT = 480;

    /** Part of a large screen that the first window takes. */
    private static final double PART = 0.85;

    /** What a window manager may put around a window, in pixels. */
    private static final double FRAME = 40;

    private final Settings settings;

    WindowPlace(Settings settings) {
        this.settings = settings;
    }

    double width() {
        return settings.number(WIDTH, usual(USUAL_WIDTH, screen().getWidth()));
    }

    double height() {
        return settings.number(HEIGHT, usual(USUAL_HEIGHT, screen().getHeight()));
    }

    /** Never more than the screen has: a scaled one may have less than it seems. */
    private static double usual(double least, double screen) {
        return Math.min(screen, Math.max(least, PART * screen));
    }

    /** Puts the window where it was; to be called before it is shown. */
    void restore(Stage stage) {
        double x = settings.number(X, Double.NaN);
        double y = settings.number(Y, Double.NaN);
        if (isOnScreen(x, y)) {
            stage.setX(x);
            stage.setY(y);
        }
        stage.setMinWidth(Math.min(LEAST_WIDTH, width()));
        stage.setMinHeight(Math.min(LEAST_HEIGHT, height()));
        stage.setMaximized(settings.number(MAXIMIZED, fillsScreen() ? 1 : 0) == 1);
    }

    /** Writes down where the window is; of a maximized one, only that it is. */
    void remember(Stage stage, Scene scene) {
        settings.setNumber(MAXIMIZED, stage.isMaximized() ? 1 : 0);
        if (!stage.isMaximized() && !stage.isFullScreen() && !stage.isIconified()) {
            settings.setNumber(X, stage.getX());
            settings.setNumber(Y, stage.getY());
            settings.setNumber(WIDTH, scene.getWidth());
            settings.setNumber(HEIGHT, scene.getHeight());
        }
    }

    private boolean fillsScreen() {
        return width() + FRAME > screen().getWidth() || height() + FRAME > screen().getHeight();
    }

    /** Whether enough of the title bar can be seen to take hold of it. */
    private boolean isOnScreen(double x, double y) {
        return !Screen.getScreensForRectangle(x + FRAME, y, width() - 2 * FRAME, FRAME).isEmpty();
    }

    private static Rectangle2D screen() {
        return Screen.getPrimary().getVisualBounds();
    }
}
