package org.quantoscope.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import javafx.application.ColorScheme;
import javafx.beans.property.SimpleObjectProperty;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.control.SplitPane;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;

import org.junit.jupiter.api.Test;
import org.testfx.api.FxToolkit;

/** What the window takes from one session to the next. */
class RememberedWindowUiTest {
    private final Settings settings = new ForgetfulSettings(Themes.Choice.LIGHT);

    @Test
    void sizePlaceAndDividersComeBack() throws Exception {
        double layers;
        try (OpenWindow first = new OpenWindow(settings)) {
            first.openSample();
            OpenWindow.onScreen(() -> {
                first.stage().setX(30);
                first.stage().setY(20);
                first.stage().setWidth(1100);
                first.stage().setHeight(700);
                return true;
            });
            first.settle();
            drag(first, 0.5);
            first.settle();
            layers = first.<Region>node("layers").getWidth();
        }
        assertThat(settings.number("x", 0)).isEqualTo(30);
        assertThat(settings.number("y", 0)).isEqualTo(20);
        assertThat(settings.number("width", 0)).isEqualTo(1100);
        assertThat(settings.number("height", 0)).isEqualTo(700);
        assertThat(settings.number("maximized", 1)).isZero();
        double share = settings.number("layers.width.share", 0);
        assertThat(share).isBetween(0.3, 0.7);
        try (OpenWindow second = new OpenWindow(settings)) {
            second.openSample();
            // The second window begins as large as the first was, and tensors keep their width.
            assertThat(second.<Region>node("layers").getWidth()).isCloseTo(layers, within(4.0));
        }
    }

    @Test
    void sizeAndDividersAreRememberedWhileTheWindowIsOpen() throws Exception {
        try (OpenWindow window = new OpenWindow(settings)) {
            window.openSample();
            OpenWindow.onScreen(() -> {
                window.stage().setWidth(1150);
                return true;
            });
            drag(window, 0.45);
            OpenWindow.waitUntil(() -> settings.number("width", 0) == 1150);
            OpenWindow.waitUntil(() -> settings.number("layers.width.share", 0) > 0);
            assertThat(settings.number("layers.width.share", 0))
                    .isCloseTo(share(window), within(0.01));
            OpenWindow.onScreen(() -> {
                window.stage().setWidth(1200);
                return true;
            });
            OpenWindow.waitUntil(() -> settings.number("width", 0) == 1200);
        }
    }

    @Test
    void whatASmallScreenHadRoomForDoesNotNarrowTheTensorsOnALargeOne() throws Exception {
        double usual;
        try (OpenWindow large = new OpenWindow(new ForgetfulSettings(Themes.Choice.LIGHT))) {
            large.openSample();
            usual = large.<Region>node("layers").getWidth();
        }
        settings.setNumber("width", 860);
        settings.setNumber("height", 560);
        try (OpenWindow small = new OpenWindow(settings)) {
            small.openSample();
            OpenWindow.onScreen(() -> {
                small.stage().setWidth(860);
                small.model().pageProperty().set("tradeoff");
                small.model().pageProperty().set("distribution");
                return true;
            });
            small.settle();
        }
        settings.setNumber("width", 1280);
        settings.setNumber("height", 800);
        try (OpenWindow large = new OpenWindow(settings)) {
            large.openSample();
            assertThat(large.<Region>node("layers").getWidth()).isCloseTo(usual, within(2.0));
        }
    }

    /** Drags the divider beside the tensors, as a hand does. */
    private static void drag(OpenWindow window, double to) throws Exception {
        OpenWindow.onScreen(() -> {
            SplitPane upper = upper(window);
            Node divider =
                    upper.lookupAll(".split-pane-divider").stream()
                            .filter(it -> it.getParent() == upper)
                            .findFirst()
                            .orElseThrow();
            Event.fireEvent(
                    divider,
                    new MouseEvent(
                            MouseEvent.MOUSE_DRAGGED,
                            0,
                            0,
                            0,
                            0,
                            MouseButton.PRIMARY,
                            1,
                            false,
                            false,
                            false,
                            false,
                            true,
                            false,
                            false,
                            false,
                            false,
                            false,
                            null));
            upper.setDividerPositions(to);
            return true;
        });
    }

    private static SplitPane upper(OpenWindow window) {
        return (SplitPane) window.node("layers").getParent().getParent();
    }

    private static double share(OpenWindow window) throws Exception {
        return OpenWindow.onScreen(() -> upper(window).getDividerPositions()[0]);
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
