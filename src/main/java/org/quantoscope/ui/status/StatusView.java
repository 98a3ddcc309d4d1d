package org.quantoscope.ui.status;

import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

import org.quantoscope.analysis.CheckpointReport;
import org.quantoscope.ui.control.Figures;
import org.quantoscope.ui.control.Icon;
import org.quantoscope.ui.control.Tips;
import org.quantoscope.ui.model.ExportState;
import org.quantoscope.ui.model.Jobs;
import org.quantoscope.ui.model.SweepModel;
import org.quantoscope.ui.model.SweepProgress;
import org.quantoscope.ui.model.TimeLeft;
import org.quantoscope.ui.model.WorkbenchModel;
import org.quantoscope.ui.text.Texts;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Weights, bits and size of the whole model; progress of the sweep with a way to stop it; the
 * kernels in use.
 */
public final class StatusView extends HBox {
    private static final PseudoClass STALE = PseudoClass.getPseudoClass("stale");

    private final WorkbenchModel model;
    private final Label totals = new Label();
    private final Label work = new Label();
    private final Label export = new Label();
    private final ProgressBar bar = new ProgressBar();
    private final Button cancel = new Button("", Icon.of("close"));
    private final Button goOn = new Button(Texts.text("status.go-on"));
    private final TimeLeft left = new TimeLeft();

    /**
     * @param kernels name of the kernels in use
     * @param reason why those
     */
    public StatusView(WorkbenchModel model, String kernels, String reason) {
        this.model = model;
        getStyleClass().add("status-view");
        setId("status");
        setAlignment(Pos.CENTER_LEFT);
        setSpacing(10);
        totals.setId("totals");
        totals.setMinWidth(0);
        Tips.set(totals, Texts.text("status.totals.hint"));
        work.setId("work");
        work.getStyleClass().add("figure");
        bar.setPrefWidth(110);
        cancel.setId("cancel-sweep");
        cancel.getStyleClass().addAll("button-icon", "flat", "small");
        cancel.setAccessibleText(Texts.text("status.cancel"));
        Tips.set(cancel, Texts.text("status.cancel"));
        cancel.setOnAction(event -> stop());
        goOn.setId("go-on");
        goOn.getStyleClass().add("small");
        goOn.setMinWidth(Region.USE_PREF_SIZE);
        Tips.set(goOn, Texts.text("status.go-on.hint"));
        goOn.setOnAction(event -> model.refresh());
        work.setMinWidth(Region.USE_PREF_SIZE);
        cancel.setMinWidth(Region.USE_PREF_SIZE);
        Label kernel = new Label(kernels);
        kernel.setId("kernel");
        kernel.getStyleClass().add("hint");
        kernel.setMinWidth(Region.USE_PREF_SIZE);
        Tips.set(kernel, Texts.text("status.kernel.hint", reason));
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        export.setId("exporting");
        export.getStyleClass().add("figure");
        export.managedProperty().bind(export.visibleProperty());
        getChildren().addAll(totals, gap, export, work, bar, cancel, goOn, kernel);
        model.sweep().totalsProperty().subscribe(sums -> showTotals(sums));
        model.sessions()
                .sessionProperty()
                .subscribe(open -> showTotals(model.sweep().totalsProperty().get()));
        model.sweep().progressProperty().subscribe(progress -> showWork());
        model.sweep()
                .stoppedProperty()
                .subscribe(stopped -> {
                    showTotals(model.sweep().totalsProperty().get());
                    showWork();
                });
        model.comparison().heldProgressProperty().subscribe(progress -> showWork());
        model.jobs().runningProperty().subscribe(job -> showWork());
        model.comparison()
                .heldTotalsProperty()
                .subscribe(sums -> showTotals(model.sweep().totalsProperty().get()));
        model.comparison()
                .sideBySideProperty()
                .subscribe(both -> showTotals(model.sweep().totalsProperty().get()));
        model.comparison()
                .showsHeldProperty()
                .subscribe(held -> showTotals(model.sweep().totalsProperty().get()));
        model.export().stateProperty().subscribe(this::showExport);
        model.sweep()
                .currentProperty()
                .subscribe(current -> totals.pseudoClassStateChanged(STALE, !current));
    }

    private void showTotals(Optional<CheckpointReport.Totals> sums) {
        totals.setText(
                side()
                        + sums.map(it ->
                                        Texts.text(
                                                showsOther()
                                                        ? "status.totals.given"
                                                        : "status.totals",
                                                Figures.compact(it.weights()),
                                                it.quantizedTensors(),
                                                it.tensors(),
                                                bits(it, it.bitsStored()),
                                                bits(it, it.bitsPaper()),
                                                Figures.bytes(it.bytesBefore()),
                                                Figures.bytes(it.bytesAfter())))
                                .orElse(
                                        Texts.text(
                                                model.session().isEmpty()
                                                        ? "status.nothing"
                                                        : stopped().isPresent()
                                                                ? "status.unmeasured"
                                                                : "status.measuring"))
                        + held());
    }

    /** Whether the figures are of a checkpoint opened beside. */
    private boolean showsOther() {
        return model.comparison().showsHeldProperty().get()
                && model.comparison().otherProperty().get().isPresent();
    }

    /** Whose figures come first, where two recipes are compared. */
    private String side() {
        return !model.comparison().holdingProperty().get()
                ? ""
                : Texts.text(
                        model.comparison().showsHeldProperty().get() ? "status.b" : "status.a");
    }

    private String held() {
        return model.comparison()
                .heldTotalsProperty()
                .get()
                .filter(it -> model.comparison().sideBySideProperty().get())
                .map(it ->
                        Texts.text(
                                "status.held",
                                bits(it, it.bitsStored()),
                                Figures.bytes(it.bytesAfter())))
                .orElse("");
    }

    /** Bits per quantized weight, where there is such a weight. */
    private static String bits(CheckpointReport.Totals totals, double bits) {
        return totals.quantizedTensors() == 0 ? Figures.NONE : Figures.fixed(bits, 2);
    }

    private void showExport(ExportState state) {
        export.setVisible(state instanceof ExportState.Running);
        if (state instanceof ExportState.Running(SweepProgress progress, boolean stopping)) {
            export.setText(
                    Texts.text(
                            "status.export",
                            Figures.percent(progress.fraction(), 0),
                            Figures.duration(progress.secondsLeft())));
        }
    }

    /** What the user asked for comes before what runs by itself, and A before B. */
    private void showWork() {
        Optional<Jobs.Running> job = model.jobs().runningProperty().get();
        Optional<SweepProgress> own = model.sweep().progressProperty().get();
        Optional<SweepProgress> held = model.comparison().heldProgressProperty().get();
        List<String> also = new ArrayList<>();
        if (job.isPresent()) {
            own.ifPresent(it -> also.add(beside("status.analysing", it)));
            held.ifPresent(it -> also.add(beside("status.analysing.held", it)));
            if (job.get().waiting() > 0) {
                also.add(Texts.text("status.waiting", job.get().waiting()));
            }
            showProgress(
                    job.map(Jobs.Running::progress), job.get().words(), job.get().unit(), also);
        } else if (own.isPresent() || held.isEmpty()) {
            held.ifPresent(it -> also.add(beside("status.analysing.held", it)));
            showProgress(own, Texts.text("status.analysing"), Jobs.WEIGHTS, also);
        } else {
            showProgress(held, Texts.text("status.analysing.held"), Jobs.WEIGHTS, also);
        }
    }

    /** What runs beside what has the bar. */
    private static String beside(String key, SweepProgress progress) {
        return Texts.text("status.also", Texts.text(key), Figures.percent(progress.fraction(), 0));
    }

    private Optional<SweepModel.Stopped> stopped() {
        return model.sweep().stoppedProperty().get();
    }

    /** Stops what is shown. */
    private void stop() {
        if (model.jobs().runningProperty().get().isPresent()) {
            model.jobs().cancel();
        } else if (model.sweep().progressProperty().get().isPresent()) {
            model.sweep().stop();
        } else {
            model.comparison().stopHeld();
        }
    }

    private void showProgress(
            Optional<SweepProgress> progress, String words, String unit, List<String> also) {
        boolean running = progress.isPresent();
        boolean halted = !running && stopped().isPresent();
        show(work, running || halted);
        show(bar, running);
        show(cancel, running);
        show(goOn, halted);
        stopped()
                .filter(it -> halted)
                .ifPresent(
                        it -> work.setText(Texts.text("status.stopped", it.known(), it.total())));
        progress.ifPresent(it -> {
            bar.setProgress(it.fraction());
            StringBuilder text =
                    new StringBuilder(
                            Texts.text("status.work", words, Figures.percent(it.fraction(), 0)));
            if (it.perSecond() > 0) {
                text.append(
                        Texts.text(
                                "status.rate", Figures.compact(Math.round(it.perSecond())), unit));
            }
            left.after(it)
                    .ifPresent(
                            rest -> text.append(Texts.text("status.left", Figures.duration(rest))));
            also.forEach(text::append);
            work.setText(text.toString());
        });
    }

    private static void show(Node node, boolean now) {
        node.setVisible(now);
        node.setManaged(now);
    }
}
