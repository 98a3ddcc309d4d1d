package org.quantoscope.ui.model;

import org.quantoscope.export.ExportReceipt;

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
     * @param loadCommand what loads it, for a shell
     */
    record Done(ExportReceipt receipt, String loadCommand) implements ExportState {}

    /** The user stopped it; nothing was left behind. */
    record Cancelled() implements ExportState {}

    /**
     * It failed; nothing was left behind.
     *
     * @param message one line: what happened, to what, what to do
     */
    record Failed(String message) implements ExportState {}
}
