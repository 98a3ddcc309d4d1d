package org.quantoscope.app;

import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;
import javafx.stage.FileChooser.ExtensionFilter;
import javafx.stage.Window;

import org.jspecify.annotations.Nullable;
import org.quantoscope.ui.text.Texts;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Asks for files and folders; the only dialogs of the program that wait for an answer. */
final class FileDialogs {
    /**
     * Endings of what {@link Formats#opener} and this window open; indexes and sessions are JSON.
     */
    static final List<String> PATTERNS =
            List.of("*.safetensors", "*.gguf", "*.bin", "*.pt", "*.pth", "*.ckpt", "*.json");

    private static final List<String> TEXTS =
            List.of(
                    "*.txt", "*.md", "*.jsonl", "*.py", "*.java", "*.c", "*.cpp", "*.html",
                    "*.csv");

    private final Supplier<@Nullable Window> owner;
    private final Settings settings;

    FileDialogs(Supplier<@Nullable Window> owner, Settings settings) {
        this.owner = owner;
        this.settings = settings;
    }

    Optional<Path> openFile() {
        return openCheckpoint("file.open");
    }

    /** Another checkpoint, to be compared with the open one. */
    Optional<Path> openBeside() {
        return openCheckpoint("compare.open");
    }

    private Optional<Path> openCheckpoint(String titleKey) {
        FileChooser chooser = chooser(titleKey);
        chooser.getExtensionFilters()
                .addAll(
                        new ExtensionFilter(Texts.text("file.checkpoints"), PATTERNS),
                        new ExtensionFilter(Texts.text("file.all"), "*"));
        return path(chooser.showOpenDialog(owner.get()));
    }

    Optional<Path> openFolder(String titleKey) {
        DirectoryChooser chooser = new DirectoryChooser();
        chooser.setTitle(plain(titleKey));
        lastFolder().ifPresent(chooser::setInitialDirectory);
        return path(chooser.showDialog(owner.get()));
    }

    Optional<Path> openRecipe() {
        return path(json("file.recipe.open", "").showOpenDialog(owner.get()));
    }

    Optional<Path> saveRecipe(String name) {
        return path(json("file.recipe.save", name + ".recipe.json").showSaveDialog(owner.get()))
                .map(chosen -> withEnding(chosen, ".json"));
    }

    /** Texts to score a model on; none where the user thinks better of it. */
    List<Path> openTexts() {
        FileChooser chooser = chooser("file.texts");
        chooser.getExtensionFilters()
                .addAll(
                        new ExtensionFilter(Texts.text("file.texts.kinds"), TEXTS),
                        new ExtensionFilter(Texts.text("file.all"), "*"));
        List<File> chosen = chooser.showOpenMultipleDialog(owner.get());
        return chosen == null
                ? List.of()
                : chosen.stream().map(file -> path(file).orElseThrow()).toList();
    }

    /** Factors on the errors of tensors. */
    Optional<Path> openFactors() {
        return path(json("file.factors.open", "").showOpenDialog(owner.get()));
    }

    Optional<Path> openSession() {
        return path(json("file.session.open", "").showOpenDialog(owner.get()));
    }

    Optional<Path> saveSession(String name) {
        return path(json("file.session.save", name + ".session.json").showSaveDialog(owner.get()))
                .map(chosen -> withEnding(chosen, ".json"));
    }

    Optional<Path> savePicture(String name) {
        FileChooser chooser = chooser("file.picture");
        chooser.setInitialFileName(name + ".png");
        ExtensionFilter png = new ExtensionFilter("PNG", "*.png");
        ExtensionFilter svg = new ExtensionFilter("SVG", "*.svg");
        chooser.getExtensionFilters().addAll(png, svg);
        return path(chooser.showSaveDialog(owner.get()))
                .map(chosen ->
                        withEnding(
                                chosen,
                                chooser.getSelectedExtensionFilter() == svg ? ".svg" : ".png"));
    }

    Optional<Path> saveTable(String name) {
        FileChooser chooser = chooser("file.table");
        chooser.setInitialFileName(name + ".csv");
        chooser.getExtensionFilters().add(new ExtensionFilter("CSV", "*.csv"));
        return path(chooser.showSaveDialog(owner.get())).map(chosen -> withEnding(chosen, ".csv"));
    }

    Optional<Path> saveReport(String name) {
        FileChooser chooser = chooser("file.report");
        chooser.setInitialFileName(name + ".html");
        chooser.getExtensionFilters().add(new ExtensionFilter("HTML", "*.html"));
        return path(chooser.showSaveDialog(owner.get())).map(chosen -> withEnding(chosen, ".html"));
    }

    private FileChooser json(String titleKey, String name) {
        FileChooser chooser = chooser(titleKey);
        chooser.setInitialFileName(name);
        chooser.getExtensionFilters().add(new ExtensionFilter("JSON", "*.json"));
        return chooser;
    }

    private static String plain(String key) {
        return Texts.text(key).replace("_", "").replace("…", "");
    }

    /**
     * Puts the ending of its kind to a name without one, unless that would be another file, of
     * which the chooser has not asked whether it may be overwritten.
     */
    static Path withEnding(Path chosen, String ending) {
        Path complete = chosen.resolveSibling(chosen.getFileName() + ending);
        boolean without = chosen.getFileName().toString().indexOf('.') < 0;
        return without && Files.notExists(complete) ? complete : chosen;
    }

    private FileChooser chooser(String titleKey) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(plain(titleKey));
        lastFolder().ifPresent(chooser::setInitialDirectory);
        return chooser;
    }

    /** A folder that is gone would keep some choosers from opening at all. */
    private Optional<File> lastFolder() {
        return settings.folder().filter(Files::isDirectory).map(Path::toFile);
    }

    private Optional<Path> path(@Nullable File file) {
        Optional<Path> chosen = Optional.ofNullable(file).map(File::toPath);
        chosen.map(Path::getParent).ifPresent(settings::setFolder);
        return chosen;
    }
}
