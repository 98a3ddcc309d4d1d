package org.quantoscope.ui.model;

import org.quantoscope.export.ExportFormat;
import org.quantoscope.export.ExportReceipt;
import org.quantoscope.export.LoadCommand;

/** How the export stands. */
public sealed interface ExportState {
    /** Nothing is being written. */
    record Idle() implements ExportState {}

    /**
     * Files are being written and verified.
     *
     * @param progress in bytes of the source, each counted twice
     * @param stopping whether the user has cancelled
     */
    record Running(SweepProgress progress, boolean stopping) implements ExportState {}

    /**
     * The files stand, verified.
     *
     * @param format of the export
     */
    record Done(ExportReceipt receipt, ExportFormat format) implements ExportState {
        /** What loads it, for a shell. */
        public String loadCommand() {
            return LoadCommand.of(format, receipt);
        }
    }

    /** The user stopped it; nothing was left behind. */
    record Cancelled() implements ExportState {}

    /**
     * It failed; nothing was left behind.
     *
     * @param message one line: what happened, to what, what to do
     */
    record Failed(String message) implements ExportState {}
}
