package org.quantoscope.ui.model;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.checkpoint.CheckpointOpener;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Which checkpoint is open.
 *
 * <p>A new one takes the place of the old only when its headers have been read and found good. The
 * old one is closed when every worker that might read its mapped files has ended.
 */
public final class SessionModel {
    private final Workers workers;
    private final CheckpointOpener opener;
    private final Consumer<Notice> notices;
    private final ReadOnlyObjectWrapper<Optional<CheckpointSession>> session =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<Path>> opening =
            new ReadOnlyObjectWrapper<>(Optional.empty());

    SessionModel(Workers workers, CheckpointOpener opener, Consumer<Notice> notices) {
        this.workers = workers;
        this.opener = opener;
        this.notices = notices;
    }

    public ReadOnlyObjectProperty<Optional<CheckpointSession>> sessionProperty() {
        return session.getReadOnlyProperty();
    }

    /** The path being opened, while it is. */
    public ReadOnlyObjectProperty<Optional<Path>> openingProperty() {
        return opening.getReadOnlyProperty();
    }

    /**
     * Opens a file, a folder or an index in the background; a failure becomes a notice and changes
     * nothing.
     */
    public void open(Path path) {
        open(path, opened -> {});
    }

    /**
     * @param then told of the checkpoint once it is open and everything knows of it
     */
    void open(Path path, Consumer<CheckpointSession> then) {
        opening.set(Optional.of(path));
        workers.files()
                .execute(() ->
                        openNow(
                                path,
                                opened -> {
                                    replace(Optional.of(opened), path);
                                    then.accept(opened);
                                }));
    }

    /**
     * Opens another one without putting away what is open; a failure becomes a notice.
     *
     * @param then told of it; whoever takes it says {@link #closeWhenDrained}
     */
    void openBeside(Path path, Consumer<CheckpointSession> then) {
        opening.set(Optional.of(path));
        workers.files()
                .execute(() ->
                        openNow(
                                path,
                                opened -> {
                                    finished(path);
                                    then.accept(opened);
                                }));
    }

    private void openNow(Path path, Consumer<CheckpointSession> then) {
        try {
            Checkpoint checkpoint = opener.open(path);
            CheckpointSession opened = new CheckpointSession(checkpoint, workers.analyzer());
            workers.screen().execute(() -> then.accept(opened));
        } catch (IOException | RuntimeException | InternalError | OutOfMemoryError e) {
            workers.screen().execute(() -> refuse(path, e));
        }
    }

    private void refuse(Path path, Throwable failure) {
        finished(path);
        notices.accept(Notice.error(FailureText.of(failure, path.toString())));
    }

    private void replace(Optional<CheckpointSession> next, Path path) {
        finished(path);
        Optional<CheckpointSession> old = session.get();
        session.set(next);
        old.ifPresent(this::closeWhenDrained);
    }

    private void finished(Path path) {
        if (opening.get().equals(Optional.of(path))) {
            opening.set(Optional.empty());
        }
    }

    /** Closes what is open. */
    public void close() {
        Optional<CheckpointSession> old = session.get();
        session.set(Optional.empty());
        old.ifPresent(this::closeWhenDrained);
    }

    /** Closes a checkpoint that nothing asks for any more, once every worker has ended. */
    void closeWhenDrained(CheckpointSession old) {
        Runnable nothing = () -> {};
        CompletableFuture.allOf(
                        CompletableFuture.runAsync(nothing, workers.preview()),
                        CompletableFuture.runAsync(nothing, workers.looks()),
                        CompletableFuture.runAsync(nothing, workers.sweep()),
                        CompletableFuture.runAsync(nothing, workers.export()),
                        CompletableFuture.runAsync(nothing, workers.jobs()))
                .thenRun(() -> old.checkpoint().close());
    }
}
