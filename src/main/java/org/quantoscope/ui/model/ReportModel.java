package org.quantoscope.ui.model;

import org.quantoscope.recipe.Recipe;
import org.quantoscope.report.HtmlReport;
import org.quantoscope.report.ModelReport;
import org.quantoscope.report.ModelReporter;
import org.quantoscope.report.ReportCharts;
import org.quantoscope.ui.text.Texts;
import org.quantoscope.work.WholeFile;

import java.nio.file.Path;
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
                Texts.text("report.writing"),
                file.toString(),
                (cancellation, progress) -> {
                    ModelReporter reporter =
                            new ModelReporter(workers.kernels(), workers.pool(), version);
                    ModelReport report =
                            session.read(() ->
                                    reporter.report(
                                            session.checkpoint(),
                                            recipe,
                                            bins,
                                            cancellation,
                                            progress));
                    String page = HtmlReport.of(report, charts);
                    cancellation.check();
                    WholeFile.write(file, page);
                    return () ->
                            notices.accept(Notice.information(Texts.text("report.written", file)));
                });
    }
}
