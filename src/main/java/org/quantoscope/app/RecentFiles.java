package org.quantoscope.app;

import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The checkpoints opened lately, the last one first. */
final class RecentFiles {
    private static final int LIMIT = 10;

    private final Settings settings;
    private final ObservableList<Path> paths = FXCollections.observableArrayList();

    RecentFiles(Settings settings) {
        this.settings = settings;
        paths.setAll(settings.recent());
    }

    ObservableList<Path> paths() {
        return paths;
    }

    void opened(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        List<Path> next = new ArrayList<>(paths);
        next.remove(absolute);
        next.addFirst(absolute);
        paths.setAll(next.subList(0, Math.min(LIMIT, next.size())));
        settings.setRecent(paths);
    }
}
