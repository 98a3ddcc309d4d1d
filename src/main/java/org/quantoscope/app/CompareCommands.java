package org.quantoscope.app;

import static javafx.scene.input.KeyCombination.keyCombination;

import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;

import org.quantoscope.ui.control.Command;
import org.quantoscope.ui.model.Comparison;
import org.quantoscope.ui.model.WorkbenchModel;

import java.util.List;

/** What the user can do with two recipes, or two checkpoints. */
final class CompareCommands {
    final Command open;
    final Command folder;
    final Command hold;
    final Command split;
    final Command flicker;
    final Command swap;
    final Command apply;
    final Command drop;

    CompareCommands(WorkbenchModel model, FileDialogs dialogs) {
        Comparison comparison = model.comparison();
        BooleanBinding closed =
                Bindings.createBooleanBinding(
                        () -> model.session().isEmpty(), model.sessions().sessionProperty());
        BooleanBinding none =
                Bindings.createBooleanBinding(
                        () -> comparison.heldProperty().get().isEmpty(), comparison.heldProperty());
        BooleanBinding nothing = comparison.holdingProperty().not();
        open =
                new Command(
                        "compare.open",
                        keyCombination("Shortcut+Alt+B"),
                        closed,
                        () -> dialogs.openBeside().ifPresent(model.beside()::open));
        folder =
                new Command(
                        "compare.folder",
                        keyCombination("Shortcut+Shift+B"),
                        closed,
                        () -> dialogs.openFolder("compare.folder").ifPresent(model.beside()::open));
        hold = new Command("compare.hold", keyCombination("Shortcut+H"), closed, comparison::hold);
        split =
                new Command(
                        "compare.split",
                        keyCombination("Shortcut+Shift+H"),
                        closed,
                        () -> toggleSplit(comparison));
        flicker =
                new Command(
                        "compare.flicker",
                        keyCombination(FlickerKey.CODE.getName()),
                        nothing,
                        () ->
                                comparison
                                        .showsHeldProperty()
                                        .set(!comparison.showsHeldProperty().get()));
        swap =
                new Command(
                        "compare.swap", keyCombination("Shortcut+Shift+X"), none, comparison::swap);
        apply =
                new Command(
                        "compare.apply",
                        keyCombination("Shortcut+Shift+A"),
                        none,
                        comparison::apply);
        drop =
                new Command(
                        "compare.drop",
                        keyCombination("Shortcut+Shift+D"),
                        nothing,
                        comparison::drop);
    }

    /** The first time there is nothing to show beside: so the recipe as it is becomes it. */
    static void toggleSplit(Comparison comparison) {
        if (!comparison.holdingProperty().get()) {
            comparison.hold();
            comparison.splitProperty().set(true);
        } else {
            comparison.splitProperty().set(!comparison.splitProperty().get());
        }
    }

    List<Command> all() {
        return List.of(open, folder, hold, split, flicker, swap, apply, drop);
    }
}
