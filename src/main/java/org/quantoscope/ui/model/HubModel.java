package org.quantoscope.ui.model;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

import org.quantoscope.checkpoint.HubCache;
import org.quantoscope.ui.text.Texts;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The models that other programs have fetched from the Hugging Face hub onto this machine; only
 * listed, never changed.
 */
public final class HubModel {
    private final Workers workers;
    private final ReadOnlyObjectWrapper<Look<List<HubLine>>> look =
            new ReadOnlyObjectWrapper<>(Look.none());
    private final ReadOnlyObjectWrapper<Path> folder =
            new ReadOnlyObjectWrapper<>(
                    HubCache.folder(
                            System.getenv(), Path.of(System.getProperty("user.home", "."))));

    HubModel(Workers workers) {
        this.workers = workers;
    }

    /** Where they lie, whether that is there or not. */
    public ReadOnlyObjectProperty<Path> folderProperty() {
        return folder.getReadOnlyProperty();
    }

    /** The snapshots by model; a failure says where there are none. */
    public ReadOnlyObjectProperty<Look<List<HubLine>>> lookProperty() {
        return look.getReadOnlyProperty();
    }

    /** Looks anew, for other programs fetch and remove models. */
    public void look() {
        look(folder.get());
    }

    /** Looks in another folder from now on. */
    public void look(Path cache) {
        folder.set(cache);
        look.set(new Look<>(look.get().answer(), false, Optional.empty()));
        workers.files()
                .execute(() -> {
                    Look<List<HubLine>> found = list(cache);
                    workers.screen()
                            .execute(() -> {
                                if (folder.get().equals(cache)) {
                                    look.set(found);
                                }
                            });
                });
    }

    private static Look<List<HubLine>> list(Path cache) {
        try {
            List<HubLine> lines =
                    HubCache.models(cache).stream()
                            .flatMap(model -> model.snapshots().stream().map(it -> line(model, it)))
                            .toList();
            return new Look<>(
                    Optional.of(lines),
                    true,
                    lines.isEmpty()
                            ? Optional.of(Texts.text("hub.none", cache))
                            : Optional.empty());
        } catch (NoSuchFileException e) {
            return none(Texts.text("hub.missing", cache));
        } catch (IOException | RuntimeException e) {
            return none(FailureText.of(e, cache.toString()));
        }
    }

    private static Look<List<HubLine>> none(String why) {
        return new Look<>(Optional.of(List.of()), true, Optional.of(why));
    }

    private static HubLine line(HubCache.Model model, HubCache.Snapshot snapshot) {
        return new HubLine(
                model.name(),
                snapshot.revision(),
                String.join(", ", snapshot.refs()),
                snapshot.folder(),
                snapshot.files(),
                snapshot.bytes());
    }
}
