package org.quantoscope.ui.model;

import static java.util.Objects.requireNonNull;

import org.quantoscope.session.SavedTradeOff;
import org.quantoscope.session.SessionCodec;
import org.quantoscope.session.WorkbenchSession;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.ui.text.Texts;
import org.quantoscope.work.WholeFile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Saves what the window has open and how it is set up, and brings it back, away from the screen's
 * thread; what went wrong becomes a notice and changes nothing.
 */
public final class SessionFiles {
    /** A recipe of the greatest length and as much again. */
    private static final long MAX_BYTES = 32_000_000;

    private final Workers workers;
    private final WorkbenchModel model;

    SessionFiles(Workers workers, WorkbenchModel model) {
        this.workers = workers;
        this.model = model;
    }

    /**
     * Writes the session as it is now; nothing where no checkpoint is open.
     *
     * @param layout sizes of the window and its panes
     */
    public void save(Path file, Map<String, Double> layout) {
        Optional<WorkbenchSession> now = model.session().map(open -> session(open, layout));
        String told =
                now.isPresent() && now.get().tradeOff().isEmpty() && tradeOff().isPresent()
                        ? "session.saved-without"
                        : "session.saved";
        now.ifPresent(session ->
                workers.files()
                        .execute(() ->
                                telling(
                                        file,
                                        () -> {
                                            WholeFile.write(
                                                    file, SessionCodec.write(session, file));
                                            tell(Notice.information(Texts.text(told, file)));
                                        })));
    }

    /**
     * Writes the session at once and without a word, for a window that closes; what cannot be
     * written is as if nothing had been open.
     */
    public void keep(Path file, Map<String, Double> layout) {
        model.session()
                .map(open -> session(open, layout))
                .ifPresent(session -> {
                    try {
                        Files.createDirectories(requireNonNull(file.toAbsolutePath().getParent()));
                        WholeFile.write(file, SessionCodec.write(session, file));
                    } catch (IOException | RuntimeException e) {
                        // A window must close whatever its disk says.
                        return;
                    }
                });
    }

    private WorkbenchSession session(CheckpointSession open, Map<String, Double> layout) {
        return new WorkbenchSession(
                open.checkpoint().source(),
                model.editor().recipe(),
                model.comparison().heldProperty().get(),
                model.comparison()
                        .otherProperty()
                        .get()
                        .map(it -> it.session().checkpoint().source()),
                model.comparison().splitProperty().get(),
                model.selection().stream().map(TensorInfo::name).toList(),
                model.binsProperty().get(),
                model.controlProperty().get(),
                model.pageProperty().get(),
                new TreeMap<>(model.views().texts()),
                new TreeMap<>(layout),
                tradeOff().filter(SavedTradeOff::fits));
    }

    private Optional<SavedTradeOff> tradeOff() {
        return model.tradeOff()
                .resultProperty()
                .get()
                .map(it -> SavedPoints.of(it, model.budget().asked(it)));
    }

    /**
     * Brings a session back.
     *
     * @param view shows the page, and takes the sizes of the window and its panes
     */
    public void open(Path file, Consumer<WorkbenchSession> view) {
        workers.files()
                .execute(() ->
                        telling(
                                file,
                                () -> {
                                    WorkbenchSession read = read(file);
                                    workers.screen().execute(() -> restore(file, read, view));
                                }));
    }

    /**
     * Finds out from its content whether a file is a session, and goes on with it on the screen's
     * thread.
     */
    public void recognise(Path file, Consumer<Boolean> isSession) {
        workers.files()
                .execute(() -> {
                    boolean found = claims(file);
                    workers.screen().execute(() -> isSession.accept(found));
                });
    }

    private static boolean claims(Path file) {
        try {
            return Files.isRegularFile(file)
                    && Files.size(file) <= MAX_BYTES
                    && SessionCodec.claimsToBeOne(Files.readString(file, StandardCharsets.UTF_8));
        } catch (IOException e) {
            return false;
        }
    }

    private static WorkbenchSession read(Path file) throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw new IOException(Texts.text("session.long", file));
        }
        WorkbenchSession session =
                SessionCodec.read(Files.readString(file, StandardCharsets.UTF_8), file);
        if (Files.notExists(session.checkpoint())) {
            throw new IOException(
                    Texts.text("session.checkpoint-gone", file, session.checkpoint()));
        }
        return session;
    }

    private void restore(Path file, WorkbenchSession session, Consumer<WorkbenchSession> view) {
        model.sessions()
                .open(
                        session.checkpoint(),
                        opened ->
                                workers.rules().execute(() -> tryOut(file, session, opened, view)));
    }

    /** A name pattern may run away on a name, which is found out before anything relies on it. */
    private void tryOut(
            Path file,
            WorkbenchSession session,
            CheckpointSession opened,
            Consumer<WorkbenchSession> view) {
        telling(
                file,
                () -> {
                    opened.tensors().forEach(session.recipe()::decide);
                    session.held().ifPresent(it -> opened.tensors().forEach(it::decide));
                    workers.screen().execute(() -> apply(session, opened, view));
                });
    }

    private void apply(
            WorkbenchSession session, CheckpointSession opened, Consumer<WorkbenchSession> view) {
        if (!model.session().equals(Optional.of(opened))) {
            return;
        }
        model.binsProperty().set(session.bins());
        model.controlProperty().set(session.control());
        Map<String, TensorInfo> byName = new HashMap<>();
        opened.tensors().forEach(tensor -> byName.put(tensor.name(), tensor));
        List<TensorInfo> found =
                session.selection().stream().filter(byName::containsKey).map(byName::get).toList();
        model.restore(session.recipe(), found);
        model.comparison().restore(session.held(), session.split());
        session.beside().ifPresent(it -> model.beside().open(it, false));
        model.shown().ifPresent(model.salience()::expect);
        model.views().restore(session.views());
        view.accept(session);
        session.tradeOff().ifPresent(it -> show(opened, it));
        int missing = session.selection().size() - found.size();
        if (missing > 0) {
            tell(
                    Notice.result(
                            Texts.text(
                                    "session.missing",
                                    missing,
                                    session.selection().size(),
                                    opened.checkpoint().name())));
        }
    }

    /** Points and budget as they were; those of other tensors are dropped. */
    private void show(CheckpointSession opened, SavedTradeOff saved) {
        Optional<TradeOffResult> found = SavedPoints.in(opened, saved);
        if (found.isEmpty()) {
            tell(Notice.result(Texts.text("session.points-dropped", opened.checkpoint().name())));
            return;
        }
        model.tradeOff().restore(found.get());
        saved.budget().ifPresent(budget -> model.budget().restore(found.get(), budget));
    }

    private interface Task {
        void run() throws IOException;
    }

    private void telling(Path file, Task task) {
        try {
            task.run();
        } catch (IOException | RuntimeException e) {
            tell(Notice.error(FailureText.of(e, file.toString())));
        }
    }

    private void tell(Notice notice) {
        workers.screen().execute(() -> model.tell(notice));
    }
}
