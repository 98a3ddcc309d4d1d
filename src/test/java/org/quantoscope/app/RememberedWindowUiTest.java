package org.quantoscope.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import javafx.application.ColorScheme;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.control.SplitPane;
import javafx.scene.layout.Region;

import org.junit.jupiter.api.Test;
import org.testfx.api.FxToolkit;

/** What the window takes from one session to the next. */
class RememberedWindowUiTest {
    private final Settings settings = new ForgetfulSettings(Themes.Choice.LIGHT);

    @Test
    void sizePlaceAndDividersComeBack() throws Exception {
        try (OpenWindow first = new OpenWindow(settings)) {
            first.openSample();
            OpenWindow.onScreen(() -> {
                first.stage().setX(30);
                first.stage().setY(20);
                first.stage().setWidth(1100);
                first.stage().setHeight(700);
                return true;
            });
            OpenWindow.onScreen(() -> {
                SplitPane upper = (SplitPane) first.node("layers").getParent().getParent();
                upper.setDividerPositions(0.5);
                return true;
            });
            first.settle();
        }
        assertThat(settings.number("x", 0)).isEqualTo(30);
        assertThat(settings.number("y", 0)).isEqualTo(20);
        assertThat(settings.number("width", 0)).isEqualTo(1100);
        assertThat(settings.number("height", 0)).isEqualTo(700);
        assertThat(settings.number("maximized", 1)).isZero();
        double layers = settings.number("layers.width", 0);
        try (OpenWindow second = new OpenWindow(settings)) {
            second.openSample();
            assertThat(second.<Region>node("layers").getWidth()).isCloseTo(layers, within(2.0));
        }
        assertThat(settings.number("layers.width", 0)).isEqualTo(layers);
    }

    @Test
    void sizeAndDividersAreRememberedWhileTheWindowIsOpen() throws Exception {
        try (OpenWindow window = new OpenWindow(settings)) {
            window.openSample();
            OpenWindow.onScreen(() -> {
                window.stage().setWidth(1150);
                SplitPane upper = (SplitPane) window.node("layers").getParent().getParent();
                upper.setDividerPositions(0.45);
                return true;
            });
            OpenWindow.waitUntil(() -> settings.number("width", 0) == 1150);
            double layers = window.<Region>node("layers").getWidth();
            assertThat(settings.number("layers.width", 0)).isCloseTo(layers, within(2.0));
            OpenWindow.onScreen(() -> {
                window.stage().setWidth(1200);
                return true;
            });
            OpenWindow.waitUntil(() -> settings.number("width", 0) == 1200);
        }
    }

    @Test
    void aMaximizedWindowKeepsTheSizeItHadBefore() throws Exception {
        settings.setNumber("width", 1111);
        try (OpenWindow window = new OpenWindow(settings)) {
            OpenWindow.onScreen(() -> {
                window.stage().setMaximized(true);
                return true;
            });
        }
        assertThat(settings.number("maximized", 0)).isEqualTo(1);
        assertThat(settings.number("width", 0)).isEqualTo(1111);
    }

    @Test
    void theThemeFollowsTheSystemAgainAfterAChoiceOfOnesOwn() throws Exception {
        FxToolkit.registerPrimaryStage();
        SimpleObjectProperty<ColorScheme> system = new SimpleObjectProperty<>(ColorScheme.LIGHT);
        OpenWindow.onScreen(() -> {
            Themes themes = new Themes(Themes.Choice.SYSTEM, system);
            assertThat(themes.darkProperty().get()).isFalse();
            system.set(ColorScheme.DARK);
            assertThat(themes.darkProperty().get()).isTrue();
            themes.choiceProperty().set(Themes.Choice.LIGHT);
            assertThat(themes.darkProperty().get()).isFalse();
            themes.choiceProperty().set(Themes.Choice.SYSTEM);
            assertThat(themes.darkProperty().get()).isTrue();
            system.set(ColorScheme.LIGHT);
            assertThat(themes.darkProperty().get()).isFalse();
            return true;
        });
    }
}
