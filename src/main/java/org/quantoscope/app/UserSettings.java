package org.quantoscope.app;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.prefs.Preferences;

/** Settings in the user's preferences, where the system keeps those of every Java program. */
final class UserSettings implements Settings {
    private static final String THEME = "theme";
    private static final String RECENT = "recent";

    private final Preferences node = Preferences.userRoot().node("org/quantoscope");

    @Override
    public Themes.Choice theme() {
        try {
            return Themes.Choice.valueOf(node.get(THEME, Themes.Choice.SYSTEM.name()));
        } catch (IllegalArgumentException e) {
            return Themes.Choice.SYSTEM;
        }
    }

    @Override
    public void setTheme(Themes.Choice theme) {
        node.put(THEME, theme.name());
    }

    @Override
    public List<Path> recent() {
        try {
            return node.get(RECENT, "")
                    .lines()
                    .filter(line -> !line.isBlank())
                    .map(Path::of)
                    .toList();
        } catch (InvalidPathException e) {
            return List.of();
        }
    }

    @Override
    public void setRecent(List<Path> paths) {
        String lines = String.join("\n", paths.stream().map(Path::toString).toList());
        if (lines.length() < Preferences.MAX_VALUE_LENGTH) {
            node.put(RECENT, lines);
        }
    }

    @Override
    public double number(String name, double otherwise) {
        return node.getDouble(name, otherwise);
    }

    @Override
    public void setNumber(String name, double value) {
        node.putDouble(name, value);
    }
}
