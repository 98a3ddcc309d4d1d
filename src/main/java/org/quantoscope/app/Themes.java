package org.quantoscope.app;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;

import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import javafx.scene.Scene;

import java.util.Objects;

/** The look: light, dark, or as the system has it, applied to every window at once. */
final class Themes {
    /** What the user chose. */
    enum Choice {
        SYSTEM,
        LIGHT,
        DARK
    }

    private static final String STYLES =
            Objects.requireNonNull(Themes.class.getResource("/org/quantoscope/workbench.css"))
                    .toExternalForm();

    private final ObjectProperty<Choice> choice = new SimpleObjectProperty<>(Choice.SYSTEM);
    private final ReadOnlyBooleanWrapper dark = new ReadOnlyBooleanWrapper();

    private final ObservableValue<ColorScheme> system;

    Themes(Choice initial) {
        this(initial, Platform.getPreferences().colorSchemeProperty());
    }

    /**
     * @param system what the desktop uses now
     */
    Themes(Choice initial, ObservableValue<ColorScheme> system) {
        this.system = system;
        choice.set(initial);
        choice.subscribe(value -> apply());
        system.subscribe(value -> apply());
    }

    ObjectProperty<Choice> choiceProperty() {
        return choice;
    }

    ReadOnlyBooleanProperty darkProperty() {
        return dark.getReadOnlyProperty();
    }

    /** Changes to the other of light and dark. */
    void toggle() {
        choice.set(dark.get() ? Choice.LIGHT : Choice.DARK);
    }

    /** Gives a scene the styles of the workbench and keeps its colours in step. */
    void dress(Scene scene) {
        scene.getStylesheets().add(STYLES);
        dark.subscribe(isDark -> {
            scene.getRoot().getStyleClass().removeAll("light", "dark");
            scene.getRoot().getStyleClass().add(isDark ? "dark" : "light");
        });
    }

    private void apply() {
        boolean nowDark =
                switch (choice.get()) {
                    case LIGHT -> false;
                    case DARK -> true;
                    case SYSTEM -> system.getValue() == ColorScheme.DARK;
                };
        Application.setUserAgentStylesheet(
                nowDark
                        ? new PrimerDark().getUserAgentStylesheet()
                        : new PrimerLight().getUserAgentStylesheet());
        dark.set(nowDark);
    }
}
