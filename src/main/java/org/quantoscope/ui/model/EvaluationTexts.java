package org.quantoscope.ui.model;

import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.ObservableSet;

import org.quantoscope.inference.EvaluationText;
import org.quantoscope.ui.text.Texts;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The texts that models can be scored on, and those that are chosen.
 *
 * <p>All methods belong to the thread that owns the screen; files are read beside it.
 */
public final class EvaluationTexts {
    /** Texts that come with the program, by their names in its resources. */
    private static final List<String> BUNDLED = List.of("prose", "code", "stories");

    private final Workers workers;
    private final Consumer<Notice> notices;
    private final ObservableList<TextItem> items = FXCollections.observableArrayList();
    private final ObservableSet<TextItem> chosen =
            FXCollections.observableSet(new LinkedHashSet<>());
    // One each: a wrapper that nobody holds forgets who listens to it.
    private final ObservableList<TextItem> shownItems =
            FXCollections.unmodifiableObservableList(items);
    private final ObservableSet<TextItem> shownChosen =
            FXCollections.unmodifiableObservableSet(chosen);
    private int pasted;

    EvaluationTexts(Workers workers, Consumer<Notice> notices) {
        this.workers = workers;
        this.notices = notices;
        for (String key : BUNDLED) {
            items.add(
                    new TextItem(
                            Texts.text("evaluation.text." + key),
                            Texts.text("evaluation.text." + key + ".hint"),
                            true,
                            () -> bundled(key)));
        }
        chosen.add(items.getFirst());
    }

    private static EvaluationText bundled(String key) throws IOException {
        String name = "/org/quantoscope/evaluation/" + key + ".txt";
        try (InputStream in = EvaluationTexts.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException(name + ": not among the program's resources");
            }
            return EvaluationText.of(Texts.text("evaluation.text." + key), in.readAllBytes());
        }
    }

    /** Every text, those that come with the program first. */
    public ObservableList<TextItem> items() {
        return shownItems;
    }

    /** Those to be scored. */
    public ObservableSet<TextItem> chosen() {
        return shownChosen;
    }

    /** Chosen texts in the order in which they are offered. */
    List<TextItem> chosenInOrder() {
        return items.stream().filter(chosen::contains).toList();
    }

    public void setChosen(TextItem item, boolean wanted) {
        if (wanted) {
            chosen.add(item);
        } else {
            chosen.remove(item);
        }
    }

    /** Takes a text away; one that comes with the program stays. */
    public void remove(TextItem item) {
        if (!item.bundled()) {
            chosen.remove(item);
            items.remove(item);
        }
    }

    /** Reads a file and chooses it; what is no text becomes a notice. */
    public void addFile(Path file) {
        Optional<TextItem> known =
                items.stream().filter(it -> it.origin().equals(file.toString())).findFirst();
        if (known.isPresent()) {
            remove(known.get());
        }
        workers.files()
                .execute(() -> {
                    Runnable end = read(file);
                    workers.screen().execute(end);
                });
    }

    private Runnable read(Path file) {
        try {
            EvaluationText text = EvaluationText.read(file);
            String name = String.valueOf(file.getFileName());
            return () -> add(new TextItem(name, file.toString(), false, () -> text));
        } catch (IOException
                | UncheckedIOException
                | IllegalArgumentException
                | OutOfMemoryError e) {
            String message = FailureText.of(e, file.toString());
            return () -> notices.accept(Notice.error(message));
        }
    }

    /** Chooses words that were pasted; says so where there are none. */
    public void paste(String words) {
        if (words.isBlank()) {
            notices.accept(Notice.error(Texts.text("evaluation.paste.nothing")));
            return;
        }
        pasted++;
        String name = Texts.text("evaluation.text.pasted", pasted);
        EvaluationText text = new EvaluationText(name, words);
        add(
                new TextItem(
                        name,
                        Texts.text("evaluation.text.pasted.hint", words.length()),
                        false,
                        () -> text));
    }

    private void add(TextItem item) {
        items.add(item);
        chosen.add(item);
    }
}
