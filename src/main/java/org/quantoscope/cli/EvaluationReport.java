package org.quantoscope.cli;

import org.quantoscope.checkpoint.MalformedCheckpointException;
import org.quantoscope.inference.Convention;
import org.quantoscope.inference.Evaluation;
import org.quantoscope.inference.LogitDivergence;
import org.quantoscope.inference.Scores;

import tools.jackson.core.JsonGenerator;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * What {@code evaluate} measured, as people and as programs read it.
 *
 * @param bitsStored per quantized weight, one per recipe
 * @param evaluations one per text
 */
record EvaluationReport(
        String model,
        List<Path> texts,
        Convention convention,
        int window,
        List<String> recipes,
        double[] bitsStored,
        List<Evaluation> evaluations) {

    void print(PrintWriter out) {
        out.println(
                "windows of "
                        + window
                        + " tokens, convention "
                        + convention.key()
                        + ": "
                        + convention.title());
        for (int i = 0; i < texts.size(); i++) {
            Evaluation evaluation = evaluations.get(i);
            Scores original = evaluation.original();
            out.println();
            out.println(
                    texts.get(i)
                            + ", "
                            + original.scored()
                            + " tokens scored in "
                            + original.windowNll().length
                            + " windows");
            Table table =
                    new Table(
                            "model",
                            ">bits stored",
                            ">perplexity",
                            ">±",
                            ">logit KL",
                            ">p99",
                            ">max",
                            ">same top-1 %",
                            ">rms Δp %");
            table.row(
                    "original",
                    "",
                    figure(original.perplexity()),
                    figure(original.perplexityError()),
                    "",
                    "",
                    "",
                    "",
                    "");
            for (int r = 0; r < recipes.size(); r++) {
                Evaluation.Variant variant = evaluation.variants().get(r);
                LogitDivergence divergence = variant.divergence();
                table.row(
                        MalformedCheckpointException.printable(recipes.get(r)),
                        String.format(Locale.ROOT, "%.3f", bitsStored[r]),
                        figure(variant.scores().perplexity()),
                        figure(variant.scores().perplexityError()),
                        figure(divergence.mean()),
                        figure(divergence.quantile(0.99)),
                        figure(divergence.max()),
                        String.format(Locale.ROOT, "%.2f", 100 * divergence.topAgreement()),
                        String.format(Locale.ROOT, "%.3f", 100 * divergence.rmsDeltaP()));
            }
            table.print(out);
        }
        out.println();
        out.println("± is one standard error over windows; logit KL in nats, against the original");
        out.flush();
    }

    private static String figure(double value) {
        return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.4g", value);
    }

    void write(JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("model", model);
        json.writeArrayPropertyStart("texts");
        for (int i = 0; i < texts.size(); i++) {
            write(json, texts.get(i), evaluations.get(i));
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void write(JsonGenerator json, Path text, Evaluation evaluation) {
        json.writeStartObject();
        json.writeStringProperty("file", text.toString());
        json.writeNumberProperty("tokensScored", evaluation.original().scored());
        json.writeStringProperty("convention", convention.key());
        json.writeNumberProperty("window", window);
        json.writeObjectPropertyStart("original");
        scores(json, evaluation.original());
        json.writeEndObject();
        json.writeArrayPropertyStart("recipes");
        for (int r = 0; r < recipes.size(); r++) {
            Evaluation.Variant variant = evaluation.variants().get(r);
            json.writeStartObject();
            json.writeStringProperty("name", recipes.get(r));
            JsonTarget.number(json, "bitsStored", bitsStored[r]);
            scores(json, variant.scores());
            divergence(json, variant.divergence());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayPropertyStart("windows");
        for (int w = 0; w < evaluation.original().windowNll().length; w++) {
            json.writeStartObject();
            JsonTarget.number(json, "original", evaluation.original().windowNll()[w]);
            json.writeArrayPropertyStart("recipes");
            for (Evaluation.Variant variant : evaluation.variants()) {
                json.writeNumber(variant.scores().windowNll()[w]);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void scores(JsonGenerator json, Scores scores) {
        JsonTarget.number(json, "nll", scores.nll());
        JsonTarget.number(json, "perplexity", scores.perplexity());
        JsonTarget.number(json, "stderr", scores.perplexityError());
    }

    private static void divergence(JsonGenerator json, LogitDivergence divergence) {
        json.writeObjectPropertyStart("logitKl");
        JsonTarget.number(json, "mean", divergence.mean());
        JsonTarget.number(json, "median", divergence.quantile(0.5));
        JsonTarget.number(json, "p90", divergence.quantile(0.9));
        JsonTarget.number(json, "p99", divergence.quantile(0.99));
        JsonTarget.number(json, "p999", divergence.quantile(0.999));
        JsonTarget.number(json, "max", divergence.max());
        json.writeEndObject();
        JsonTarget.number(json, "top1Agreement", divergence.topAgreement());
        JsonTarget.number(json, "rmsDeltaP", divergence.rmsDeltaP());
    }
}
