package org.quantoscope.ui.model;

import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;

import org.quantoscope.checkpoint.MetadataEntry;
import org.quantoscope.checkpoint.metadata.MetadataReader;
import org.quantoscope.ui.text.Texts;

import java.util.List;
import java.util.Optional;

/**
 * What the files of the open checkpoint, and of the one opened beside, say besides tensors; read
 * when somebody looks.
 */
public final class MetadataModel {
    private final Workers workers;
    private final ReadOnlyObjectProperty<Optional<CheckpointSession>> session;
    private final BooleanProperty onScreen = new SimpleBooleanProperty();
    private final ReadOnlyObjectWrapper<Look<List<MetadataLine>>> look =
            new ReadOnlyObjectWrapper<>(Look.none());
    private final ReadOnlyObjectProperty<Optional<OtherCheckpoint>> other;
    private Optional<Asked> asked = Optional.empty();

    /** Whose metadata are read: of the open checkpoint, and of the one beside. */
    private record Asked(CheckpointSession open, Optional<CheckpointSession> beside) {}

    MetadataModel(
            Workers workers,
            ReadOnlyObjectProperty<Optional<CheckpointSession>> session,
            ReadOnlyObjectProperty<Optional<OtherCheckpoint>> other) {
        this.workers = workers;
        this.session = session;
        this.other = other;
        session.subscribe(this::ask);
        other.subscribe(this::ask);
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

    /** What is open beside, for people. */
    public Optional<String> subjectBeside() {
        return other.get()
                .map(OtherCheckpoint::session)
                .map(it -> Texts.text("metadata.subject", it.name(), it.checkpoint().format()));
    }

    private void ask() {
        Optional<Asked> wanted =
                session.get()
                        .map(open -> new Asked(open, other.get().map(OtherCheckpoint::session)));
        if (wanted.isEmpty()) {
            asked = Optional.empty();
            look.set(new Look<>(Optional.empty(), true, none("metadata.closed", "")));
        } else if (onScreen.get() && !asked.equals(wanted)) {
            asked = wanted;
            look.set(new Look<>(Optional.empty(), false, Optional.empty()));
            workers.looks().execute(() -> read(wanted.get()));
        }
    }

    private void read(Asked question) {
        CheckpointSession open = question.open();
        Look<List<MetadataLine>> found;
        try {
            List<MetadataLine> lines = lines(question);
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
                    if (asked.equals(Optional.of(question))) {
                        look.set(told);
                    }
                });
    }

    private static List<MetadataLine> lines(Asked question) {
        List<MetadataEntry> own = entries(question.open());
        return question.beside()
                .map(beside -> MetadataLines.of(own, entries(beside)))
                .orElseGet(() -> MetadataLines.of(own));
    }

    private static List<MetadataEntry> entries(CheckpointSession session) {
        return session.read(() -> MetadataReader.read(session.checkpoint()));
    }

    private static Optional<String> none(String key, String format) {
        return Optional.of(Texts.text(key, format));
    }
}
