package org.quantoscope.app;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.prefs.BackingStoreException;
import java.util.prefs.Preferences;

/**
 * Settings in the user's preferences, where the system keeps those of every Java program.
 *
 * <p>What was set is on the disk a moment later, also where the program is killed then. What cannot
 * be read or written is as if it had never been set; nothing fails for it.
 */
final class UserSettings implements Settings {
    private static final String THEME = "theme";
    private static final String RECENT = "recent";
    private static final String FOLDER = "folder";

    /** Changes come in bunches; one writing is enough for each. */
    private static final Executor SOON =
            CompletableFuture.delayedExecutor(200, TimeUnit.MILLISECONDS);

    private final Preferences node;
    private final AtomicBoolean flushing = new AtomicBoolean();

    /**
     * @param node holds this program's settings alone
     */
    UserSettings(Preferences node) {
        this.node = node;
    }

    /** Those of the user who runs the program. */
    static Settings ofThisUser() {
        try {
            return new UserSettings(Preferences.userRoot().node("org/quantoscope"));
        } catch (RuntimeException e) {
            return new ForgetfulSettings(Themes.Choice.SYSTEM);
        }
    }

    @Override
    public Themes.Choice theme() {
        return read(
                () -> Themes.Choice.valueOf(node.get(THEME, Themes.Choice.SYSTEM.name())),
                Themes.Choice.SYSTEM);
    }

    @Override
    public Optional<Path> lastSession() {
        Path folder = Path.of(System.getProperty("user.home", ""), ".quantoscope");
        return NativeLibraryCache.canBeWritten(folder)
                ? Optional.of(folder.resolve("last.session.json"))
                : Optional.empty();
    }

    @Override
    public void setTheme(Themes.Choice theme) {
        write(() -> node.put(THEME, theme.name()));
    }

    @Override
    public List<Path> recent() {
        return read(
                () ->
                        node.get(RECENT, "")
                                .lines()
                                .filter(line -> !line.isBlank())
                                .flatMap(line -> path(line).stream())
                                .toList(),
                List.of());
    }

    @Override
    public void setRecent(List<Path> paths) {
        List<String> names =
                paths.stream().map(Path::toString).filter(UserSettings::isOneLine).toList();
        String lines = String.join("\n", names);
        if (lines.length() < Preferences.MAX_VALUE_LENGTH) {
            write(() -> node.put(RECENT, lines));
        }
    }

    @Override
    public Optional<Path> folder() {
        return read(() -> path(node.get(FOLDER, "")), Optional.empty());
    }

    @Override
    public void setFolder(Path folder) {
        String name = folder.toString();
        if (isOneLine(name) && name.length() < Preferences.MAX_VALUE_LENGTH) {
            write(() -> node.put(FOLDER, name));
        }
    }

    @Override
    public double number(String name, double otherwise) {
        return read(() -> node.getDouble(name, otherwise), otherwise);
    }

    @Override
    public void setNumber(String name, double value) {
        write(() -> node.putDouble(name, value));
    }

    private static Optional<Path> path(String name) {
        try {
            return name.isBlank() ? Optional.empty() : Optional.of(Path.of(name));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** Preferences are kept as XML, which holds no control characters. */
    private static boolean isOneLine(String name) {
        return name.chars().noneMatch(Character::isISOControl);
    }

    private static <T> T read(Supplier<T> value, T otherwise) {
        try {
            return value.get();
        } catch (RuntimeException e) {
            return otherwise;
        }
    }

    private void write(Runnable change) {
        try {
            change.run();
            if (!flushing.getAndSet(true)) {
                SOON.execute(this::flush);
            }
        } catch (RuntimeException e) {
            // Not remembered then; the window works all the same.
            return;
        }
    }

    /** Left to itself, the platform writes when the program ends well, or half a minute later. */
    private void flush() {
        flushing.set(false);
        try {
            node.flush();
        } catch (BackingStoreException | RuntimeException e) {
            // As above.
            return;
        }
    }
}
