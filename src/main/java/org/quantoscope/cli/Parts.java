package org.quantoscope.cli;

import org.quantoscope.checkpoint.CheckpointOpener;
import org.quantoscope.report.ReportCharts;

import java.nio.file.Path;

/**
 * What the composition root hands to the commands.
 *
 * @param workbench the window
 * @param opener opens checkpoints of every format the program reads
 * @param pictures draws charts into files
 * @param charts draws charts into pages
 * @param samples folder of the sample checkpoints
 * @param caches folder of folders in which is kept what can be found out again
 */
public record Parts(
        Workbench workbench,
        CheckpointOpener opener,
        Pictures pictures,
        ReportCharts charts,
        Path samples,
        Path caches) {}
