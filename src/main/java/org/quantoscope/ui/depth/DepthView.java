package org.quantoscope.ui.depth;

import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.RowConstraints;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.ui.chart.ChartSaver;
import org.quantoscope.ui.chart.DistributionChart;
import org.quantoscope.ui.chart.DistributionData;
import org.quantoscope.ui.chart.Palette;
import org.quantoscope.ui.chart.PlotPane;
import org.quantoscope.ui.control.ChartFrame;
import org.quantoscope.ui.control.Figures;
import org.quantoscope.ui.control.FrameSwitch;
import org.quantoscope.ui.control.LegendLabel;
import org.quantoscope.ui.control.Tips;
import org.quantoscope.ui.control.WrapRow;
import org.quantoscope.ui.model.DepthLook;
import org.quantoscope.ui.model.Look;
import org.quantoscope.ui.model.PartChoice;
import org.quantoscope.ui.model.WorkbenchModel;
import org.quantoscope.ui.text.Texts;

import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** The selected tensor before and after in depth, with round-to-nearest beside it. */
public final class DepthView extends VBox {
    private final WorkbenchModel model;
    private final Label title = new Label();
    private final Label facts = new Label();
    private final Label message = new Label();
    private final PartPicker picker;
    private final DistributionChart part = new DistributionChart("depth-part");
    private final DepthCharts charts = new DepthCharts();
    private final ChartFrame partFrame;
    private final SpectrumFrame spectrum;
    private Optional<DepthLook> shown = Optional.empty();

    public DepthView(WorkbenchModel model, ChartSaver pictures) {
        this.model = model;
        setId("depth");
        getStyleClass().add("depth-view");
        picker = new PartPicker(model.depth().choiceProperty());
        partFrame = new ChartFrame("depth.part", part);
        partFrame
                .withAction("reset-zoom", "chart.reset-zoom", part::resetZoom)
                .withAction(
                        "save-picture", "chart.save-picture", () -> save(pictures, part, "part"));
        charts.frames()
                .forEach((key, frame) ->
                        frame.withAction(
                                "save-picture",
                                "chart.save-picture",
                                () -> save(pictures, charts.chart(key), key)));
        spectrum = new SpectrumFrame(model.spectrum(), pictures);
        getChildren().addAll(header(), tools(), body());
        model.depth()
                .onScreenProperty()
                .bind(parentProperty().flatMap(Node::visibleProperty).orElse(false));
        model.spectrum()
                .onScreenProperty()
                .bind(model.depth().onScreenProperty().and(spectrum.visibleProperty()));
        model.depth().lookProperty().subscribe(look -> show(look));
    }

    private Node header() {
        title.getStyleClass().add("pane-title");
        title.setMinWidth(0);
        title.setTextOverrun(OverrunStyle.LEADING_ELLIPSIS);
        facts.getStyleClass().add("hint");
        facts.setId("depth-facts");
        facts.setMinWidth(0);
        HBox header = new HBox(8, title, facts);
        header.getStyleClass().add("pane-header");
        return header;
    }

    private Node tools() {
        HBox legends =
                new HBox(
                        9,
                        legend("before"),
                        legend("salient"),
                        legend("after"),
                        held(),
                        legend("control"));
        WrapRow tools = new WrapRow(9, picker).addRight(legends);
        tools.getStyleClass().add("chart-tools");
        return tools;
    }

    private static Label legend(String key) {
        return new LegendLabel("chart." + key, key);
    }

    private Node held() {
        Label held = legend("held");
        held.visibleProperty().bind(model.comparison().sideBySideProperty());
        held.managedProperty().bind(model.comparison().comparedProperty());
        return held;
    }

    private Node body() {
        message.getStyleClass().add("chart-message");
        message.setId("depth-message");
        message.setWrapText(true);
        message.setMaxWidth(460);
        GridPane grid = new GridPane();
        grid.getStyleClass().add("chart-grid");
        for (int i = 0; i < 2; i++) {
            ColumnConstraints column = new ColumnConstraints();
            column.setPercentWidth(50);
            RowConstraints row = new RowConstraints();
            row.setPercentHeight(50);
            grid.getColumnConstraints().add(column);
            grid.getRowConstraints().add(row);
        }
        grid.add(partFrame, 0, 0);
        grid.add(charts.frame("scales"), 1, 0);
        grid.add(
                new FrameSwitch(
                        "depth.show",
                        List.of("residuals", "spectrum"),
                        charts.frame("residuals"),
                        spectrum),
                0,
                1);
        grid.add(charts.frame("magnitude"), 1, 1);
        StackPane middle = new StackPane(grid, message);
        VBox.setVgrow(middle, Priority.ALWAYS);
        return middle;
    }

    public void setPalette(Palette palette) {
        part.setPalette(palette);
        charts.setPalette(palette);
        spectrum.setPalette(palette);
    }

    private void save(ChartSaver pictures, PlotPane chart, String key) {
        pictures.save(
                chart,
                Texts.text("depth." + key)
                        + shown.map(it -> " — " + it.report().tensor().name()).orElse(""),
                facts.getText());
    }

    private void show(Look<DepthLook> look) {
        message.setText(
                look.failure()
                        .orElse(
                                look.answer().isEmpty()
                                        ? Texts.text(
                                                look.current() ? "depth.none" : "chart.measuring")
                                        : ""));
        message.setVisible(!message.getText().isEmpty());
        look.answer().ifPresentOrElse(it -> show(it, !look.current()), this::clear);
    }

    private void clear() {
        shown = Optional.empty();
        title.setText(model.shown().map(TensorInfo::name).orElse(Texts.text("page.depth")));
        facts.setText("");
        part.clear();
        partFrame.setFigure("");
        charts.clear();
    }

    private void show(DepthLook look, boolean stale) {
        TensorInfo tensor = look.report().tensor();
        boolean samePart =
                shown.map(it ->
                                it.report().tensor().equals(tensor)
                                        && it.part().window().equals(look.part().window()))
                        .orElse(false);
        if (!shown.map(it -> it.report().tensor().equals(tensor)).orElse(false)) {
            picker.setTensor(tensor);
        }
        shown = Optional.of(look);
        title.setText(tensor.name());
        Tips.set(title, tensor.name());
        facts.setText(
                Texts.text(
                        "depth.facts",
                        Figures.fixed(look.report().bitsStored(), 2),
                        Figures.significant(look.report().error().nmse(), 3)
                                + look.held()
                                        .map(it ->
                                                Texts.text(
                                                        "depth.facts.held",
                                                        Figures.fixed(it.report().bitsStored(), 2),
                                                        Figures.significant(
                                                                it.report().error().nmse(), 3)))
                                        .orElse(""),
                        Figures.fixed(look.control().bitsStored(), 2),
                        Figures.significant(look.control().error().nmse(), 3),
                        look.control().spec().bits(),
                        look.control().spec().groupSize()));
        Tips.set(facts, facts.getText());
        DistributionData data =
                new DistributionData(
                        look.before(),
                        Optional.of(look.after()),
                        Optional.of(look.salient()),
                        Optional.of(look.controlAfter()),
                        look.held().map(DepthLook.Held::after),
                        look.report().salience().salientCount() == 0
                                ? Optional.empty()
                                : Optional.of((double) look.report().salience().threshold()));
        part.setLevels(
                look.part().levels(),
                look.part().salientLevels(),
                look.controlPart().levels(),
                look.held().map(it -> it.part().levels()).orElse(new float[0]));
        if (samePart && look.before().bins() == part.bins()) {
            part.update(data, stale);
        } else {
            part.showSubject(data, false);
        }
        partFrame.setFigure(partText(look));
        part.describe(Texts.text("depth.part.described", tensor.name(), partText(look)));
        charts.show(look, stale);
    }

    private static String partText(DepthLook look) {
        PartChoice choice = look.choice();
        var window = look.part().window();
        String what =
                switch (choice.kind()) {
                    case ROW -> Texts.text("depth.part.row", Figures.count(choice.row()));
                    case COLUMN -> Texts.text("depth.part.column", Figures.count(choice.column()));
                    case GROUP ->
                            Texts.text(
                                    "depth.part.group",
                                    Figures.count(choice.row()),
                                    Figures.count(window.firstColumn()),
                                    Figures.count(window.endColumn() - 1));
                };
        String text =
                Texts.text(
                        "depth.part.figure",
                        what,
                        Figures.significant(look.part().nmse(), 3)
                                + beside(look, it -> it.part().nmse()),
                        Figures.significant(look.controlPart().nmse(), 3));
        return look.part().levels().length == 0 ? text + Texts.text("depth.part.many") : text;
    }

    /** A figure of the recipe held beside, behind that of the one edited. */
    static String beside(DepthLook look, ToDoubleFunction<DepthLook.Held> figure) {
        return look.held()
                .map(it ->
                        Texts.text(
                                "depth.beside", Figures.significant(figure.applyAsDouble(it), 3)))
                .orElse("");
    }

    static List<String> keys() {
        return List.of("scales", "residuals", "magnitude");
    }
}
