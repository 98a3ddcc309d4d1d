package org.quantoscope.ui.distribution;

import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import org.quantoscope.analysis.LayerReport;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.ui.control.Figures;
import org.quantoscope.ui.control.Tips;
import org.quantoscope.ui.model.Preview;
import org.quantoscope.ui.model.PreviewState;
import org.quantoscope.ui.model.WorkbenchModel;
import org.quantoscope.ui.text.Texts;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The numbers of the selected tensor, with round-to-nearest beside them where it is asked for;
 * faint while they are out of date.
 */
public final class NumbersView extends VBox {
    private static final PseudoClass STALE = PseudoClass.getPseudoClass("stale");

    private final NumberTable error = new NumberTable("numbers.error", keys(Measures.ERROR), true);
    private final NumberTable salience =
            new NumberTable("numbers.salience", keys(Measures.SALIENCE), false);
    private final NumberTable distribution =
            new NumberTable("numbers.distribution", keys(Measures.DISTRIBUTION), true);
    private final NumberTable shape =
            new NumberTable(
                    "numbers.shape",
                    ShapeMeasures.ALL.stream().map(ShapeMeasures.Line::key).toList(),
                    false);
    private final Label verdict = new Label();
    private final Label provenance = new Label();
    private String subject = "";

    public NumbersView(WorkbenchModel model) {
        getStyleClass().add("numbers-view");
        setId("numbers");
        Label title = new Label(Texts.text("numbers.title"));
        title.getStyleClass().add("pane-title");
        title.setMinWidth(Region.USE_PREF_SIZE);
        verdict.setId("verdict");
        verdict.setMinWidth(0);
        verdict.getStyleClass().add("verdict");
        provenance.setId("provenance");
        provenance.getStyleClass().add("provenance");
        provenance.setMinWidth(Region.USE_PREF_SIZE);
        provenance.managedProperty().bind(provenance.textProperty().isNotEmpty());
        HBox header = new HBox(10, title, provenance, verdict);
        header.getStyleClass().add("numbers-header");
        FlowPane tables = new FlowPane(error, distribution, salience, shape);
        tables.getStyleClass().add("number-tables");
        ScrollPane scroll = new ScrollPane(tables);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        // Of use to the keyboard only where there is something to scroll to.
        scroll.focusTraversableProperty()
                .bind(tables.heightProperty().greaterThan(scroll.heightProperty()));
        scroll.setId("numbers-scroll");
        scroll.setAccessibleText(Texts.text("numbers.title"));
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().addAll(header, scroll);
        clear();
        model.preview().stateProperty().subscribe(state -> show(state));
        model.preview().stateProperty().subscribe(state -> compare(model));
        model.comparison().heldStateProperty().subscribe(state -> compare(model));
        model.comparison().comparedProperty().subscribe(both -> compare(model));
    }

    /** All tables as lines apart by tabs, the tensor's name and what it is made from first. */
    public String tabSeparated() {
        List<String> lines = new ArrayList<>();
        lines.add(subject);
        if (!provenance.getText().isEmpty()) {
            lines.add(provenance.getText());
        }
        for (NumberTable table : tables()) {
            lines.addAll(table.tabSeparated());
        }
        return String.join("\n", lines) + "\n";
    }

    private void show(PreviewState state) {
        boolean stale = state instanceof PreviewState.Computing;
        pseudoClassStateChanged(STALE, stale);
        if (state.shown().isPresent()) {
            show(state.shown().get());
        } else if (!stale) {
            clear();
        }
    }

    private void show(Preview preview) {
        subject = preview.tensor().name();
        showProvenance(Optional.of(preview.tensor()));
        shape.show(
                preview.original()
                        .map(stats ->
                                ShapeMeasures.ALL.stream()
                                        .map(line -> line.value().apply(stats))
                                        .toList())
                        .orElse(List.of()),
                "",
                List.of());
        String head = preview.control().map(it -> Texts.text("numbers.control")).orElse("");
        show(error, Measures.ERROR, preview, head);
        show(salience, Measures.SALIENCE, preview, "");
        show(distribution, Measures.DISTRIBUTION, preview, head);
        showVerdict(verdictOf(preview));
    }

    /** B and A − B, where two recipes are compared. */
    private void compare(WorkbenchModel model) {
        boolean both = model.comparison().comparedProperty().get();
        Optional<Preview> own = model.preview().stateProperty().get().shown();
        // While B is shown in place of A there is nothing to take it from.
        boolean isA = !model.comparison().showsHeldProperty().get();
        Optional<LayerReport> one = own.filter(it -> isA).flatMap(Preview::report);
        Optional<LayerReport> other =
                model.comparison()
                        .heldStateProperty()
                        .get()
                        .shown()
                        .filter(it ->
                                own.map(Preview::tensor).filter(it.tensor()::equals).isPresent())
                        .flatMap(Preview::report);
        compare(error, Measures.ERROR, both, one, other);
        compare(salience, Measures.SALIENCE, both, one, other);
        compare(distribution, Measures.DISTRIBUTION, both, one, other);
    }

    private static void compare(
            NumberTable table,
            List<Measure> measures,
            boolean both,
            Optional<LayerReport> one,
            Optional<LayerReport> other) {
        table.compare(
                both,
                both ? other.map(it -> values(measures, it)).orElse(List.of()) : List.of(),
                both && one.isPresent() && other.isPresent()
                        ? measures.stream()
                                .map(it -> it.difference().of(one.get(), other.get()))
                                .toList()
                        : List.of());
    }

    private void clear() {
        subject = "";
        showProvenance(Optional.empty());
        for (NumberTable table : tables()) {
            table.show(List.of(), "", List.of());
        }
        showVerdict(Optional.empty());
    }

    private List<NumberTable> tables() {
        return List.of(error, distribution, salience, shape);
    }

    private static void show(
            NumberTable table, List<Measure> measures, Preview preview, String head) {
        table.show(
                preview.report().map(report -> values(measures, report)).orElse(List.of()),
                head,
                head.isEmpty()
                        ? List.of()
                        : preview.control()
                                .map(report -> values(measures, report))
                                .orElse(List.of()));
    }

    /** Values that are made from codes are no original, which every number must say. */
    private void showProvenance(Optional<TensorInfo> tensor) {
        Optional<String> codes = tensor.filter(TensorInfo::isDequantized).map(TensorInfo::encoding);
        provenance.setText(codes.map(it -> Texts.text("type.dequantized", it)).orElse(""));
        Tips.set(provenance, codes.map(it -> Texts.text("type.dequantized.hint", it)).orElse(""));
    }

    private void showVerdict(Optional<String> text) {
        verdict.setText(text.orElse(""));
        Tips.set(verdict, text.orElse(""));
    }

    /** Says plainly which of the two has less error at about equal stored bits. */
    private static Optional<String> verdictOf(Preview preview) {
        if (preview.report().isEmpty()) {
            return Optional.of(Texts.text("numbers.kept", preview.decision().reason()));
        }
        LayerReport report = preview.report().get();
        if (report.givenBy().isPresent()) {
            return Optional.of(preview.decision().reason());
        }
        return preview.control()
                .map(control -> {
                    double ratio = control.error().nmse() / report.error().nmse();
                    String bits = Figures.fixed(control.bitsStored(), 2);
                    String own = Figures.fixed(report.bitsStored(), 2);
                    return ratio >= 1
                            ? Texts.text(
                                    "numbers.wins",
                                    brief(control.spec()),
                                    bits,
                                    own,
                                    Figures.fixed(ratio, 2))
                            : Texts.text(
                                    "numbers.loses",
                                    brief(control.spec()),
                                    bits,
                                    own,
                                    Figures.fixed(1 / ratio, 2));
                });
    }

    private static String brief(QuantizationSpec spec) {
        return Texts.text("numbers.rtn", spec.bits(), spec.groupSize());
    }

    private static List<String> keys(List<Measure> measures) {
        return measures.stream().map(Measure::key).toList();
    }

    private static List<String> values(List<Measure> measures, LayerReport report) {
        return measures.stream().map(measure -> measure.value().apply(report)).toList();
    }
}
