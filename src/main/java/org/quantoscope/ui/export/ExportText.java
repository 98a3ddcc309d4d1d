package org.quantoscope.ui.export;

import org.quantoscope.ui.control.Figures;
import org.quantoscope.ui.model.ExportState;
import org.quantoscope.ui.model.SweepProgress;
import org.quantoscope.ui.text.Texts;

/** How an export stands, in one line. */
public final class ExportText {
    private ExportText() {}

    public static String of(ExportState state) {
        return switch (state) {
            case ExportState.Idle idle -> Texts.text("export.idle");
            case ExportState.Running(SweepProgress progress, boolean stopping) ->
                    stopping
                            ? Texts.text("export.stopping")
                            : Texts.text(
                                    "export.running",
                                    Figures.percent(progress.fraction(), 0),
                                    Figures.bytes(Math.round(progress.perSecond())),
                                    Figures.duration(progress.secondsLeft()));
            case ExportState.Done(var receipt, var command) ->
                    Texts.text(
                            "export.done",
                            receipt.target(),
                            Figures.bytes(receipt.bytesBefore()),
                            Figures.bytes(receipt.bytesAfter()),
                            Figures.duration(receipt.seconds()));
            case ExportState.Cancelled cancelled -> Texts.text("export.cancelled");
            case ExportState.Failed failed -> failed.message();
        };
    }
}
