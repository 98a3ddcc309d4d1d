package org.quantoscope.app;

import org.quantoscope.kernel.KernelProvider;
import org.quantoscope.ui.control.Command;
import org.quantoscope.ui.control.Sheet;
import org.quantoscope.ui.help.AboutView;
import org.quantoscope.ui.help.ShortcutsView;
import org.quantoscope.ui.model.WorkbenchModel;
import org.quantoscope.ui.palette.PaletteView;
import org.quantoscope.ui.text.Texts;

import java.util.List;
import java.util.Optional;

/** The cards that explain the program. */
final class HelpSheets {
    /** Of the sheet and its card, with room for a scroll bar. */
    private static final double MARGINS = 120;

    private final Sheet sheet = new Sheet("help");
    private final KernelProvider.Choice kernels;

    HelpSheets(KernelProvider.Choice kernels) {
        this.kernels = kernels;
    }

    Sheet sheet() {
        return sheet;
    }

    void showKeys(List<Command> commands) {
        sheet.show(
                Texts.text("help.keys").replace("_", ""),
                new ShortcutsView(commands, sheet.getWidth() - MARGINS));
    }

    /** Everything that can be done, to be found by typing. */
    void showPalette(WorkbenchModel model, List<Command> commands) {
        sheet.show(
                Texts.text("help.palette").replace("_", ""),
                new PaletteView(model, commands, sheet::hide));
    }

    void showAbout() {
        sheet.show("", new AboutView(version(), kernels.kernels().name(), kernels.reason()));
    }

    /** Of the installed program; a program run from its classes has none. */
    static String version() {
        return Optional.ofNullable(HelpSheets.class.getPackage().getImplementationVersion())
                .orElse("");
    }
}
