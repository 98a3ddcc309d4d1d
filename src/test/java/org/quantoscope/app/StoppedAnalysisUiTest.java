package org.quantoscope.app;

import static org.assertj.core.api.Assertions.assertThat;

import javafx.scene.Node;
import javafx.scene.control.Button;

import org.junit.jupiter.api.Test;
import org.testfx.util.WaitForAsyncUtils;

/** The analysis of a model, stopped by hand. */
class StoppedAnalysisUiTest {
    @Test
    void stoppingSaysHowFarItCameAndGoesOn() throws Exception {
        try (OpenWindow window = new OpenWindow(new ForgetfulSettings(Themes.Choice.LIGHT))) {
            var model = window.model();
            OpenWindow.onScreen(() ->
                    model.sessions()
                            .sessionProperty()
                            .subscribe(session -> {
                                if (session.isPresent()) {
                                    // In the same turn as the opening, before a first answer.
                                    javafx.application.Platform.runLater(
                                            () -> window.<Button>node("cancel-sweep").fire());
                                }
                            }));
            OpenWindow.onScreen(() -> {
                model.sessions().open(OpenWindow.SAMPLE);
                return true;
            });
            OpenWindow.waitUntil(() -> model.sweep().stoppedProperty().get().isPresent());
            WaitForAsyncUtils.waitForFxEvents();
            assertThat(window.text("work")).matches("stopped: \\d+ of 47 tensors measured");
            assertThat(window.<Node>node("go-on").isVisible()).isTrue();
            assertThat(window.<Node>node("cancel-sweep").isVisible()).isFalse();
            OpenWindow.onScreen(() -> {
                window.<Button>node("go-on").fire();
                return true;
            });
            window.settle();
            assertThat(window.<Node>node("go-on").isVisible()).isFalse();
            assertThat(model.sweep().outcomes()).hasSize(47);
        }
    }
}
