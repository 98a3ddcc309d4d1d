package org.quantoscope.ui.model;

import org.quantoscope.recipe.Recipe;
import org.quantoscope.recipe.RecipeCodec;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.ui.text.Texts;
import org.quantoscope.work.WholeFile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Saves and opens recipes as JSON, away from the screen's thread; what went wrong becomes a notice.
 */
public final class RecipeFiles {
    /** No recipe is longer; what is, is not one. */
    private static final long MAX_BYTES = 16_000_000;

    private final Workers workers;
    private final RecipeEditor editor;
    private final Supplier<List<TensorInfo>> tensors;
    private final Consumer<Notice> notices;

    /**
     * @param tensors those of the open checkpoint, on which a recipe is tried before it is taken
     */
    RecipeFiles(
            Workers workers,
            RecipeEditor editor,
            Supplier<List<TensorInfo>> tensors,
            Consumer<Notice> notices) {
        this.workers = workers;
        this.editor = editor;
        this.tensors = tensors;
        this.notices = notices;
    }

    /** Writes the recipe as it is now. */
    public void save(Path file) {
        Recipe recipe = editor.recipe();
        inBackground(
                file,
                () -> {
                    WholeFile.write(file, RecipeCodec.write(recipe));
                    return () ->
                            notices.accept(Notice.information(Texts.text("recipe.saved", file)));
                });
    }

    /** Takes the recipe of a file, as one step that can be undone. */
    public void open(Path file) {
        List<TensorInfo> triedOn = tensors.get();
        inBackground(
                file,
                () -> {
                    Recipe read = read(text(file), triedOn);
                    return () -> {
                        editor.load(read);
                        notices.accept(Notice.information(Texts.text("recipe.opened", file)));
                    };
                });
    }

    /** Hands the text of a file that goes with a recipe over and changes nothing. */
    public void text(Path file, Consumer<String> receiver) {
        inBackground(
                file,
                () -> {
                    String text = text(file);
                    return () -> receiver.accept(text);
                });
    }

    /** Hands the recipe of a file over and changes nothing. */
    public void read(Path file, Consumer<Recipe> receiver) {
        List<TensorInfo> triedOn = tensors.get();
        inBackground(
                file,
                () -> {
                    Recipe read = read(text(file), triedOn);
                    return () -> receiver.accept(read);
                });
    }

    /**
     * Takes a recipe out of text, as one step that can be undone.
     *
     * @param source where the text is from, for people
     */
    public void paste(String json, String source) {
        List<TensorInfo> triedOn = tensors.get();
        inBackground(
                source,
                () -> {
                    Recipe read = read(json, triedOn);
                    return () -> {
                        editor.load(read);
                        notices.accept(Notice.information(Texts.text("recipe.pasted", source)));
                    };
                });
    }

    private static String text(Path file) throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw new IOException(Texts.text("recipe.long", file));
        }
        return Files.readString(file, StandardCharsets.UTF_8);
    }

    private static Recipe read(String json, List<TensorInfo> triedOn) {
        Recipe read = RecipeCodec.read(json);
        triedOn.forEach(read::decide);
        return read;
    }

    /** Work whose result is shown by a task for the screen. */
    private interface Work {
        Runnable run() throws IOException;
    }

    private void inBackground(Object source, Work work) {
        workers.files()
                .execute(() -> {
                    try {
                        workers.screen().execute(work.run());
                    } catch (IOException | RuntimeException e) {
                        workers.screen()
                                .execute(() ->
                                        notices.accept(
                                                Notice.error(
                                                        FailureText.of(e, source.toString()))));
                    }
                });
    }
}
