package org.quantoscope.ui.model;

import org.quantoscope.recipe.Recipe;
import org.quantoscope.report.HtmlReport;
import org.quantoscope.report.ModelReport;
import org.quantoscope.report.ModelReporter;
import org.quantoscope.report.ReportCharts;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Consumer;

/** Writes the page about the open model as a job. */
final class ReportModel {
    private final Workers workers;
    private final Jobs jobs;
    private final String version;
    private final Consumer<Notice> notices;

    /**
     * @param version of the program, for the page
     */
    ReportModel(Workers workers, Jobs jobs, String version, Consumer<Notice> notices) {
        this.workers = workers;
        this.jobs = jobs;
        this.version = version;
        this.notices = notices;
    }

    /** Measures everything anew and writes the page, whole or not at all. */
    void write(CheckpointSession session, Recipe recipe, int bins, ReportCharts charts, Path file) {
        jobs.start(
                "writing the report",
                file.toString(),
                (cancellation, progress) -> {
                    ModelReporter reporter = new ModelReporter(workers.analyzer(), version);
                    ModelReport report =
                            session.read(() ->
                                    reporter.report(
                                            session.checkpoint(),
                                            recipe,
                                            bins,
                                            cancellation,
                                            progress));
                    Path sibling = file.resolveSibling("." + file.getFileName() + ".part");
                    try {
                        Files.writeString(sibling, HtmlReport.of(report, charts));
                        cancellation.check();
                        Files.move(sibling, file, StandardCopyOption.REPLACE_EXISTING);
                    } finally {
                        Files.deleteIfExists(sibling);
                    }
                    return () -> notices.accept(Notice.information("Wrote the report to " + file));
                });
    }
}
