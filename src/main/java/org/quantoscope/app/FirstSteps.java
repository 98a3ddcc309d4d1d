package org.quantoscope.app;

import org.quantoscope.ui.help.HintsBar;
import org.quantoscope.ui.model.WorkbenchModel;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What somebody sees who starts the program for the first time: the sample, if nothing else was
 * asked for, and three hints that stay until they are put away.
 */
final class FirstSteps {
    private static final String READ = "hints.read";

    private final WorkbenchModel model;
    private final Settings settings;
    private final HintsBar bar = new HintsBar(this::close);

    /** Whether the hints are to be shown wherever there is something they speak of. */
    private boolean wanted;

    FirstSteps(WorkbenchModel model, Settings settings) {
        this.model = model;
        this.settings = settings;
        model.sessions().sessionProperty().subscribe(session -> show());
    }

    HintsBar bar() {
        return bar;
    }

    /**
     * Shows the hints if they have not been put away yet.
     *
     * @param asked what the program was started with, which then takes the place of the sample
     * @return what to open
     */
    Optional<Path> begin(Optional<Path> asked) {
        boolean first = settings.number(READ, 0) == 0;
        if (first) {
            showHints();
        }
        boolean never = first && settings.recent().isEmpty();
        return never ? asked.or(Sample::folder) : asked;
    }

    /** Shows the hints, also to somebody who has put them away. */
    void showHints() {
        wanted = true;
        show();
    }

    private void close() {
        wanted = false;
        settings.setNumber(READ, 1);
        show();
    }

    private void show() {
        bar.setShown(wanted && model.session().isPresent());
    }
}
