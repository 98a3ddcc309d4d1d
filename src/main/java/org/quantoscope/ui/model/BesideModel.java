package org.quantoscope.ui.model;

import org.quantoscope.analysis.PairedTensors;
import org.quantoscope.analysis.TensorComparer;
import org.quantoscope.analysis.TensorPair;
import org.quantoscope.checkpoint.gguf.LlamaNames;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.ui.text.Texts;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Opens a checkpoint beside the one that is open, as B of the comparison, and closes it when it is
 * B no more.
 */
public final class BesideModel {
    private static final int MOST_NAMES = 3;

    private final Workers workers;
    private final SessionModel sessions;
    private final Comparison comparison;
    private final Consumer<Notice> notices;

    BesideModel(
            Workers workers,
            SessionModel sessions,
            Comparison comparison,
            Consumer<Notice> notices) {
        this.workers = workers;
        this.sessions = sessions;
        this.comparison = comparison;
        this.notices = notices;
        comparison
                .otherProperty()
                .subscribe((before, now) ->
                        before.map(OtherCheckpoint::session).ifPresent(sessions::closeWhenDrained));
    }

    /** Opens a file, a folder or an index as B; a failure becomes a notice and changes nothing. */
    public void open(Path path) {
        open(path, true);
    }

    /**
     * @param tells whether to say how many tensors both have, and which only one has
     */
    void open(Path path, boolean tells) {
        Optional<CheckpointSession> reference = sessions.sessionProperty().get();
        if (reference.isPresent()) {
            sessions.openBeside(path, opened -> hold(reference.get(), opened, tells));
        }
    }

    private void hold(CheckpointSession reference, CheckpointSession opened, boolean tells) {
        if (!sessions.sessionProperty().get().equals(Optional.of(reference))) {
            sessions.closeWhenDrained(opened);
            return;
        }
        PairedTensors paired =
                PairedTensors.of(
                        reference.checkpoint(), opened.checkpoint(), LlamaNames::canonical);
        if (paired.pairs().isEmpty()) {
            sessions.closeWhenDrained(opened);
            notices.accept(
                    Notice.error(Texts.text("beside.nothing", reference.name(), opened.name())));
            return;
        }
        OtherCheckpoint other =
                new OtherCheckpoint(
                        opened, paired, new TensorComparer(workers.kernels(), workers.pool()));
        comparison.hold(other);
        if (tells) {
            notices.accept(Notice.result(summary(other, MOST_NAMES)));
        }
    }

    /** How many tensors both have, and the names of those that only one has, every one of them. */
    public static String words(OtherCheckpoint other) {
        return summary(other, Integer.MAX_VALUE);
    }

    private static String summary(OtherCheckpoint other, int most) {
        List<String> parts = new ArrayList<>();
        parts.add(Texts.text("beside.opened", other.session().name(), other.comparable()));
        add(parts, "beside.summary.only-a", names(other.onlyThere()), most);
        add(parts, "beside.summary.only-b", names(other.onlyHere()), most);
        add(
                parts,
                "beside.summary.shape",
                other.otherShapes().stream().map(TensorPair::name).toList(),
                most);
        return String.join(" ", parts);
    }

    private static List<String> names(List<TensorInfo> tensors) {
        return tensors.stream().map(TensorInfo::name).toList();
    }

    private static void add(List<String> parts, String key, List<String> names, int most) {
        if (!names.isEmpty()) {
            String some = names.stream().limit(most).collect(Collectors.joining(", "));
            parts.add(Texts.text(key, names.size(), names.size() > most ? some + ", …" : some));
        }
    }
}
