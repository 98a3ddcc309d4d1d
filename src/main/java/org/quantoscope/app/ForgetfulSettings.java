package org.quantoscope.app;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Settings that last as long as the program, for pictures and tests. */
final class ForgetfulSettings implements Settings {
    private final Map<String, Double> numbers = new HashMap<>();
    private final Optional<Path> lastSession;
    private Themes.Choice theme;
    private List<Path> recent = List.of();
    private Optional<Path> folder = Optional.empty();

    ForgetfulSettings(Themes.Choice theme) {
        this(theme, Optional.empty());
    }

    /**
     * @param lastSession where a window that closes keeps its session
     */
    ForgetfulSettings(Themes.Choice theme, Optional<Path> lastSession) {
        this.theme = theme;
        this.lastSession = lastSession;
    }

    @Override
    public Optional<Path> lastSession() {
        return lastSession;
    }

    @Override
    public Themes.Choice theme() {
        return theme;
    }

    @Override
    public void setTheme(Themes.Choice value) {
        theme = value;
    }

    @Override
    public List<Path> recent() {
        return recent;
    }

    @Override
    public void setRecent(List<Path> paths) {
        recent = List.copyOf(paths);
    }

    @Override
    public Optional<Path> folder() {
        return folder;
    }

    @Override
    public void setFolder(Path value) {
        folder = Optional.of(value);
    }

    @Override
    public double number(String name, double otherwise) {
        return numbers.getOrDefault(name, otherwise);
    }

    @Override
    public void setNumber(String name, double value) {
        numbers.put(name, value);
    }
}
