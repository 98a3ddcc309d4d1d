package org.quantoscope.app;

import javafx.animation.PauseTransition;
import javafx.beans.value.ObservableValue;
import javafx.scene.Scene;
import javafx.stage.Stage;
import javafx.util.Duration;

import java.util.List;

/**
 * Writes down where the window and its dividers are as soon as they rest, so that nothing is lost
 * when the program is ended from outside.
 */
final class WindowMemory {
    /** Longer than the pauses of a hand that drags an edge. */
    private static final int REST_MILLIS = 400;

    private final Stage stage;
    private final Runnable remember;
    private final PauseTransition rest = new PauseTransition(Duration.millis(REST_MILLIS));

    WindowMemory(
            Stage stage, Scene scene, WindowPlace place, WindowPanes panes, Settings settings) {
        this.stage = stage;
        remember =
                () -> {
                    place.remember(stage, scene);
                    panes.remember();
                };
        rest.setOnFinished(event -> remember.run());
        List.of(
                        stage.xProperty(),
                        stage.yProperty(),
                        scene.widthProperty(),
                        scene.heightProperty(),
                        stage.maximizedProperty())
                .forEach(this::watch);
        watch(panes.moves());
        stage.showingProperty()
                .subscribe((before, now) -> {
                    if (!now) {
                        rest.stop();
                        remember.run();
                    }
                });
    }

    private <T> void watch(ObservableValue<T> place) {
        place.subscribe((before, now) -> {
            if (stage.isShowing()) {
                rest.playFromStart();
            }
        });
    }
}
