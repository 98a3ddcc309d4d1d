package org.quantoscope.app;

import static javafx.scene.input.KeyCombination.keyCombination;

import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.Button;

import org.quantoscope.ui.control.Command;
import org.quantoscope.ui.model.Notice;
import org.quantoscope.ui.model.WorkbenchModel;
import org.quantoscope.ui.text.Texts;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Everything the user can do by menu, button or key, in one list. */
final class WorkbenchCommands {
    private static final ObservableValue<Boolean> NEVER = new SimpleBooleanProperty();

    private final BooleanBinding nothingOpen;
    private List<Command> pages = List.of();

    private Optional<CentrePages> centre = Optional.empty();

    /** Asks for a file and saves the distribution to it. */
    final Runnable saveDistribution;

    /** Says that the page at hand has no chart. */
    private final Runnable noChart;

    final Command open;
    final Command folder;
    final Command hub;
    final Command sample;
    final Command close;
    final Command export;
    final Command openRecipe;
    final Command saveRecipe;
    final Command openSession;
    final Command saveSession;

    /** Goes on with what was open when a window closed last. */
    final Command lastSession;

    final Command picture;
    final Command report;
    final Command quit;
    final Command undo;
    final Command redo;
    final Command numbers;
    final Command table;
    final Command commandLine;
    final Command filter;
    final Command metadata;
    final Command control;
    final Command evaluate;
    final Command zoom;
    final Command theme;
    final Command palette;
    final CompareCommands compare;
    final Command keys;
    final Command hints;
    final Command about;

    WorkbenchCommands(
            WorkbenchModel model, WindowActions actions, FileDialogs dialogs, Optional<Path> kept) {
        nothingOpen =
                Bindings.createBooleanBinding(
                        () -> model.session().isEmpty(), model.sessions().sessionProperty());
        var history = model.editor().history();
        open =
                command(
                        "file.open",
                        "Shortcut+O",
                        NEVER,
                        () -> dialogs.openFile().ifPresent(actions::open));
        folder =
                command(
                        "file.folder",
                        "Shortcut+Shift+O",
                        NEVER,
                        () -> dialogs.openFolder("file.folder").ifPresent(actions::open));
        hub = command("file.hub", "Shortcut+Alt+H", NEVER, actions::showHub);
        Optional<Path> sampleFolder = Sample.folder();
        sample =
                command(
                        "file.sample",
                        "Shortcut+Shift+S",
                        new SimpleBooleanProperty(sampleFolder.isEmpty()),
                        () -> sampleFolder.ifPresent(actions::open));
        close = command("file.close", "Shortcut+W", nothingOpen, () -> model.sessions().close());
        export = command("file.export", "Shortcut+E", nothingOpen, actions::export);
        openRecipe =
                command(
                        "file.recipe.open",
                        "Shortcut+R",
                        nothingOpen,
                        () -> dialogs.openRecipe().ifPresent(actions::openRecipe));
        saveRecipe =
                command(
                        "file.recipe.save",
                        "Shortcut+S",
                        nothingOpen,
                        () -> dialogs.saveRecipe(actions.name()).ifPresent(actions::saveRecipe));
        openSession =
                command(
                        "file.session.open",
                        "Shortcut+Alt+O",
                        NEVER,
                        () -> dialogs.openSession().ifPresent(actions::openSession));
        saveSession =
                command(
                        "file.session.save",
                        "Shortcut+Alt+S",
                        nothingOpen,
                        () -> dialogs.saveSession(actions.name()).ifPresent(actions::saveSession));
        Optional<Path> last = kept.filter(Files::isRegularFile);
        lastSession =
                command(
                        "file.session.last",
                        "Shortcut+Alt+L",
                        new SimpleBooleanProperty(last.isEmpty()),
                        () -> last.ifPresent(actions::openSession));
        saveDistribution =
                () -> dialogs.savePicture(actions.name()).ifPresent(actions::savePicture);
        noChart = () -> model.tell(Notice.information(Texts.text("file.picture.none")));
        picture = command("file.picture", "Shortcut+P", nothingOpen, this::savePicture);
        report =
                command(
                        "file.report",
                        "Shortcut+Shift+R",
                        nothingOpen,
                        () -> dialogs.saveReport(actions.name()).ifPresent(actions::writeReport));
        quit = command("file.quit", "Shortcut+Q", NEVER, actions::quit);
        undo =
                command(
                        "edit.undo",
                        "Shortcut+Z",
                        nothingOpen.or(Bindings.not(history.canUndoProperty())),
                        history::undo);
        redo =
                command(
                        "edit.redo",
                        "Shortcut+Shift+Z",
                        nothingOpen.or(Bindings.not(history.canRedoProperty())),
                        history::redo);
        numbers = command("edit.numbers", "Shortcut+Shift+C", nothingOpen, actions::copyNumbers);
        table = command("edit.table", "Shortcut+Shift+T", nothingOpen, actions::copyTable);
        commandLine =
                command("edit.command", "Shortcut+Shift+L", nothingOpen, actions::copyCommandLine);
        metadata = command("view.metadata", "Shortcut+I", nothingOpen, actions::showMetadata);
        filter = command("view.filter", "Shortcut+F", nothingOpen, actions::focusFilter);
        control =
                command(
                        "view.control",
                        "Shortcut+B",
                        nothingOpen,
                        () -> model.controlProperty().set(!model.controlProperty().get()));
        evaluate = command("view.evaluate", "Shortcut+Shift+E", nothingOpen, actions::evaluate);
        zoom = command("view.zoom", "Shortcut+0", nothingOpen, actions::resetZoom);
        theme = command("view.theme", "Shortcut+T", NEVER, actions::toggleTheme);
        palette = command("help.palette", "Shortcut+K", NEVER, actions::showPalette);
        compare = new CompareCommands(model, dialogs);
        keys = command("help.keys", "F1", NEVER, actions::showKeys);
        hints = command("help.hints", "", nothingOpen, actions::showHints);
        about = command("help.about", "", NEVER, actions::showAbout);
    }

    List<Command> file() {
        return List.of(
                open,
                folder,
                hub,
                sample,
                close,
                export,
                openRecipe,
                saveRecipe,
                openSession,
                saveSession,
                lastSession,
                picture,
                report,
                quit);
    }

    List<Command> edit() {
        return List.of(undo, redo, numbers, table, commandLine);
    }

    List<Command> view() {
        return List.of(filter, metadata, control, evaluate, zoom, theme);
    }

    List<Command> help() {
        return List.of(palette, keys, hints, about);
    }

    /** Shows the pages of the centre, one each. */
    List<Command> pages() {
        return pages;
    }

    /** A chart of the page at hand. */
    private void savePicture() {
        centre.flatMap(CentrePages::savesPicture).ifPresentOrElse(Button::fire, noChart);
    }

    /** Makes the commands that show pages. */
    void setPages(CentrePages centre) {
        this.centre = Optional.of(centre);
        List<String> keys = centre.keys();
        pages =
                IntStream.range(0, keys.size())
                        .mapToObj(i ->
                                command(
                                        "page." + keys.get(i),
                                        "Shortcut+" + (i + 1),
                                        nothingOpen,
                                        () -> centre.show(keys.get(i))))
                        .toList();
    }

    /** Every command, in the order of the menus. */
    List<Command> all() {
        return Stream.of(file(), edit(), view(), pages(), compare.all(), help())
                .flatMap(List::stream)
                .toList();
    }

    private static Command command(
            String key, String shortcut, ObservableValue<Boolean> disabled, Runnable action) {
        return new Command(
                key, shortcut.isEmpty() ? null : keyCombination(shortcut), disabled, action);
    }
}
