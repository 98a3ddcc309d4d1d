package org.quantoscope.report;

import static j2html.TagCreator.body;
import static j2html.TagCreator.code;
import static j2html.TagCreator.dd;
import static j2html.TagCreator.details;
import static j2html.TagCreator.div;
import static j2html.TagCreator.dl;
import static j2html.TagCreator.document;
import static j2html.TagCreator.dt;
import static j2html.TagCreator.each;
import static j2html.TagCreator.figure;
import static j2html.TagCreator.footer;
import static j2html.TagCreator.h1;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.head;
import static j2html.TagCreator.html;
import static j2html.TagCreator.iff;
import static j2html.TagCreator.join;
import static j2html.TagCreator.li;
import static j2html.TagCreator.main;
import static j2html.TagCreator.meta;
import static j2html.TagCreator.p;
import static j2html.TagCreator.pre;
import static j2html.TagCreator.rawHtml;
import static j2html.TagCreator.scriptWithInlineFile;
import static j2html.TagCreator.section;
import static j2html.TagCreator.span;
import static j2html.TagCreator.strong;
import static j2html.TagCreator.styleWithInlineFile;
import static j2html.TagCreator.summary;
import static j2html.TagCreator.text;
import static j2html.TagCreator.title;
import static j2html.TagCreator.ul;

import j2html.tags.DomContent;

import org.quantoscope.analysis.CheckpointReport;
import org.quantoscope.analysis.LayerReport;
import org.quantoscope.analysis.TensorOutcome;
import org.quantoscope.analysis.TradeOff;
import org.quantoscope.tensor.PrintableText;

import java.util.List;
import java.util.stream.Collectors;

/** A report as one HTML page: nothing is fetched, charts are SVG, tables sort by a click. */
public final class HtmlReport {
    private final ModelReport model;
    private final ReportCharts charts;
    private final Target target;

    private HtmlReport(ModelReport model, ReportCharts charts) {
        this.model = model;
        this.charts = charts;
        this.target = Target.of(model.report().recipe());
    }

    /** The page as text. */
    public static String of(ModelReport model, ReportCharts charts) {
        return printable(new HtmlReport(model, charts).page()) + "\n";
    }

    /** Names and paths may hold what HTML forbids, or what turns the direction of a line. */
    private static String printable(String page) {
        return page.codePoints()
                .mapToObj(c ->
                        c != '\n' && c != '\t' && PrintableText.isUnprintable(c)
                                ? String.format("\\u%04x", c)
                                : Character.toString(c))
                .collect(Collectors.joining());
    }

    private String page() {
        return document(
                html(
                                head(
                                        meta().withCharset("utf-8"),
                                        meta().withName("viewport")
                                                .withContent("width=device-width"),
                                        title(model.name() + " — Quantoscope"),
                                        styleWithInlineFile("/org/quantoscope/report.css")),
                                body(
                                        main(
                                                h1(model.name()),
                                                p(text("Under the recipe "), strong(recipeName()))
                                                        .withClass("lead"),
                                                totals(),
                                                source(),
                                                layers(),
                                                tradeOff(),
                                                tensors(),
                                                distributions(),
                                                leftAsTheyAre(),
                                                conventions(),
                                                recipe()),
                                        footer("Quantoscope " + model.version()),
                                        scriptWithInlineFile("/org/quantoscope/report.js")))
                        .withLang("en"));
    }

    private String recipeName() {
        String name = model.report().recipe().name();
        return name.isEmpty() ? "without a name" : name;
    }

    private DomContent totals() {
        CheckpointReport.Totals totals = model.report().totals();
        double controlError = 0;
        double controlBits = 0;
        double squares = 0;
        long weights = 0;
        for (LayerReport control : model.controls().values()) {
            long n = control.tensor().elementCount();
            controlError += control.error().mse() * n;
            controlBits += control.bitsStored() * n;
            squares += control.stats().sumSquares();
            weights += n;
        }
        boolean any = totals.quantizedTensors() > 0;
        return div(
                        tile(
                                Figures.bytes(totals.bytesBefore())
                                        + " → "
                                        + Figures.bytes(totals.bytesAfter()),
                                "size of all tensors in " + target.title()),
                        iff(
                                any,
                                tile(
                                        Figures.fixed(totals.bitsStored(), 2) + " bits",
                                        "stored per quantized weight, parameters and places of"
                                                + " salient weights included (paper’s "
                                                + Figures.fixed(totals.bitsPaper(), 2)
                                                + ")")),
                        iff(
                                any,
                                tile(
                                        Figures.fixed(-10 * Math.log10(totals.nmse()), 2) + " dB",
                                        "SQNR over the quantized weights; NMSE "
                                                + Figures.significant(totals.nmse(), 4))),
                        iff(
                                squares > 0 && totals.nmse() > 0,
                                tile(
                                        Figures.fixed(controlError / squares / totals.nmse(), 2)
                                                + " ×",
                                        "the squared error with round-to-nearest at "
                                                + Figures.fixed(
                                                        controlBits / Math.max(1, weights), 2)
                                                + " stored bits")),
                        tile(
                                Figures.count(totals.quantizedTensors())
                                        + " of "
                                        + Figures.count(totals.tensors()),
                                "tensors quantized; "
                                        + Figures.count(totals.quantizedWeights())
                                        + " of "
                                        + Figures.count(totals.weights())
                                        + " weights"))
                .withClass("tiles");
    }

    private static DomContent tile(String figure, String words) {
        return div(div(figure).withClass("figure"), div(words)).withClass("tile");
    }

    private DomContent source() {
        return dl(each(model.facts(), fact -> join(dt(fact.label()), dd(fact.value()))));
    }

    private DomContent layers() {
        if (model.controls().isEmpty()) {
            return span();
        }
        return section(
                h2("Error by layer and role"),
                LayerGrid.of(model.report()),
                figure(rawHtml(charts.errorByLayer(model.report()))));
    }

    private DomContent tradeOff() {
        if (model.tradeOff().isEmpty()) {
            return span();
        }
        TradeOff points = model.tradeOff().get();
        return section(
                h2("Trade-off"),
                p("Other specifications on the same "
                                + Figures.count(points.tensors().size())
                                + " tensors, all alike; the cross is the recipe of this page. Lower left"
                                + " is better; RTN and RTN with the best clip ratio are the lines to beat."
                                + (points.isEstimate()
                                        ? " Estimates: some rows, evenly spread, stand for the rest of"
                                                + " each tensor."
                                        : ""))
                        .withClass("hint"),
                figure(rawHtml(charts.tradeOff(points, model.present()))),
                details(
                        summary(Figures.count(points.pointCount()) + " points as a table"),
                        div(TradeOffTable.of(points)).withClass("wide")));
    }

    private DomContent tensors() {
        return section(
                h2("Tensors"),
                p("A click on a heading sorts. RTN is round-to-nearest at the widest code of about"
                                + " the same stored bits; its column says how many times as much squared"
                                + " error that has.")
                        .withClass("hint"),
                div(TensorTable.of(model)).withClass("wide"));
    }

    private DomContent distributions() {
        List<LayerReport> shown = Telling.tensors(model.report());
        return section(
                h2("Before and after"),
                p("The first matrix, and those with the heaviest tails, the most relative error and"
                                + " the greatest weight KL.")
                        .withClass("hint"),
                each(
                        shown,
                        report ->
                                figure(
                                        rawHtml(
                                                charts.distribution(
                                                        report,
                                                        model.control(report.tensor().name()))))));
    }

    private DomContent leftAsTheyAre() {
        List<TensorOutcome.Refused> refused = model.report().refused();
        return iff(
                !refused.isEmpty(),
                section(h2("Refused"), ul(each(refused, outcome -> li(outcome.message())))));
    }

    private DomContent conventions() {
        return section(
                h2("What the numbers mean"),
                ul(
                        li(
                                "Stored bits: every byte of codes, scales, offsets and salient places in "
                                        + target.title()
                                        + ", times eight, per weight. Paper's bits:"
                                        + " b + 32/g + α·log2 g with the α asked for."),
                        li(
                                "Weight KL: Σ p ln(p/q) in nats between the histograms of the weights before"
                                        + " and after, over the bins that the table names; it depends on the"
                                        + " number of bins and is not the divergence of the model's output."),
                        li(
                                "NMSE: Σ(ŵ−w)²/Σw². SQNR: −10·log10 NMSE, in dB. max |e|: the largest"
                                        + " |ŵ−w|."),
                        li(
                                "Salient: weights with |w| above √λ', the threshold that the share α asks"
                                        + " for; they are quantized apart from the others."),
                        li(
                                "Kept: not quantized, at the source's precision. Stored as F16, BF16 or"
                                        + " F32: rounded to that type instead, because the recipe says so or"
                                        + " because the tensor's rows do not divide into the blocks of the"
                                        + " layout; the reason stands on hover."),
                        li(
                                "Reference: errors are measured against the values that were opened."
                                        + " Where the source holds codes, such as Q4_1, these are the values"
                                        + " that the codes stand for, not the weights before."),
                        li(
                                "Every figure is computed from all weights; where points of the"
                                        + " trade-off are not, it says so.")));
    }

    private DomContent recipe() {
        return section(
                h2("The recipe"),
                p(
                        text("Saved to a file, this repeats the quantization: "),
                        code(
                                "quantoscope quantize PATH -o OUT --format "
                                        + target.format()
                                        + " --recipe FILE")),
                details(summary("Recipe as JSON"), pre(model.recipeJson())));
    }
}
