package org.quantoscope.app;

import javafx.application.Platform;

import org.quantoscope.ui.chart.ChartDrawing;
import org.quantoscope.ui.chart.ChartSaver;
import org.quantoscope.ui.chart.PlotPane;
import org.quantoscope.ui.control.TableSaver;
import org.quantoscope.ui.control.TableText;
import org.quantoscope.ui.model.FailureText;
import org.quantoscope.ui.model.Notice;
import org.quantoscope.ui.model.WorkbenchModel;
import org.quantoscope.ui.text.Texts;
import org.quantoscope.work.WholeFile;

import java.io.IOException;
import java.nio.file.Path;

/** Saves what a page shows: its charts as pictures, its tables as CSV; says how it ended. */
final class FileSaver implements ChartSaver, TableSaver {
    private final WorkbenchModel model;
    private final FileDialogs dialogs;

    FileSaver(WorkbenchModel model, FileDialogs dialogs) {
        this.model = model;
        this.dialogs = dialogs;
    }

    @Override
    public void save(PlotPane chart, String title, String subtitle) {
        dialogs.savePicture(name())
                .ifPresent(path -> write(chart.drawing(title, subtitle, path), path));
    }

    @Override
    public void save(String name, TableText table) {
        String text = table.commaSeparated();
        dialogs.saveTable(name() + "-" + name)
                .ifPresent(path -> write(() -> WholeFile.write(path, text), path));
    }

    private String name() {
        return model.session().map(session -> session.checkpoint().name()).orElse("quantoscope");
    }

    private void write(ChartDrawing file, Path path) {
        Thread.ofVirtual()
                .start(() -> {
                    Notice end;
                    try {
                        file.write();
                        end = Notice.information(Texts.text("saved", path));
                    } catch (IOException | RuntimeException e) {
                        end = Notice.error(FailureText.of(e, path.toString()));
                    }
                    Notice told = end;
                    Platform.runLater(() -> model.tell(told));
                });
    }
}
