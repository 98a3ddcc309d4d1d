package org.quantoscope.ui.model;

import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;

import org.quantoscope.checkpoint.metadata.MetadataReader;
import org.quantoscope.ui.text.Texts;

import java.util.List;
import java.util.Optional;

/** What the files of the open checkpoint say besides tensors; read when somebody looks. */
public final class MetadataModel {
    private final Workers workers;
    private final ReadOnlyObjectProperty<Optional<CheckpointSession>> session;
    private final BooleanProperty onScreen = new SimpleBooleanProperty();
    private final ReadOnlyObjectWrapper<Look<List<MetadataLine>>> look =
            new ReadOnlyObjectWrapper<>(Look.none());
    private Optional<CheckpointSession> asked = Optional.empty();

    MetadataModel(Workers workers, ReadOnlyObjectProperty<Optional<CheckpointSession>> session) {
        this.workers = workers;
        this.session = session;
        session.subscribe(this::ask);
        onScreen.subscribe(this::ask);
    }

    /** Whether somebody looks. */
    public BooleanProperty onScreenProperty() {
        return onScreen;
    }

    /** What they say; a failure where that cannot be read, or nothing is said. */
    public ReadOnlyObjectProperty<Look<List<MetadataLine>>> lookProperty() {
        return look.getReadOnlyProperty();
    }

    /** What is open, for people. */
    public Optional<String> subject() {
        return session.get()
                .map(open ->
                        Texts.text("metadata.subject", open.name(), open.checkpoint().format()));
    }

    private void ask() {
        if (session.get().isEmpty()) {
            asked = Optional.empty();
            look.set(new Look<>(Optional.empty(), true, none("metadata.closed", "")));
        } else if (onScreen.get() && !asked.equals(session.get())) {
            asked = session.get();
            look.set(new Look<>(Optional.empty(), false, Optional.empty()));
            session.get().ifPresent(open -> workers.looks().execute(() -> read(open)));
        }
    }

    private void read(CheckpointSession open) {
        Look<List<MetadataLine>> found;
        try {
            List<MetadataLine> lines = open.read(() -> lines(open));
            found =
                    new Look<>(
                            Optional.of(lines),
                            true,
                            lines.isEmpty()
                                    ? none("metadata.silent", open.checkpoint().format())
                                    : Optional.empty());
        } catch (RuntimeException | InternalError e) {
            found = new Look<>(Optional.empty(), true, Optional.of(FailureText.of(e, open.name())));
        }
        Look<List<MetadataLine>> told = found;
        workers.screen()
                .execute(() -> {
                    if (asked.equals(Optional.of(open))) {
                        look.set(told);
                    }
                });
    }

    private static List<MetadataLine> lines(CheckpointSession open) {
        return MetadataReader.read(open.checkpoint()).stream()
                .map(it -> new MetadataLine(it.file(), it.key(), it.type(), it.value()))
                .toList();
    }

    private static Optional<String> none(String key, String format) {
        return Optional.of(Texts.text(key, format));
    }
}
