package org.quantoscope.session;

import org.quantoscope.analysis.Alike;
import org.quantoscope.analysis.BudgetLimit;
import org.quantoscope.analysis.BudgetMeasure;
import org.quantoscope.analysis.BudgetQuestion;
import org.quantoscope.analysis.TradeOff;
import org.quantoscope.analysis.TradeOffGrid;
import org.quantoscope.quant.BitWidth;
import org.quantoscope.quant.Choice;
import org.quantoscope.quant.Preset;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.quant.SalientShare;
import org.quantoscope.quant.SpecField;
import org.quantoscope.recipe.Recipe;
import org.quantoscope.recipe.RecipeCodec;
import org.quantoscope.recipe.SpecLine;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The points of a trade-off and its budget as a part of a session's JSON: exact, every number as
 * the shortest text that reads back as itself.
 *
 * <p>A cost is a list of nine numbers: salient share, stored bytes, stored bits, bits as in the
 * papers, MSE, NMSE, SQNR in dB, weight KL, Σw². Those of the whole follow from them. A prediction
 * is one of three: perplexity, its standard error, mean logit KL; none where the model was not run.
 */
final class TradeOffCodec {
    private static final int MOST_BINS = 4096;
    private static final int NUMBERS = 9;

    private final JsonMapper mapper;

    TradeOffCodec(JsonMapper mapper) {
        this.mapper = mapper;
    }

    JsonNode write(SavedTradeOff saved) {
        ObjectNode node = mapper.createObjectNode();
        node.set("base", recipe(saved.base()));
        ObjectNode grid = node.putObject("grid");
        ArrayNode methods = grid.putArray("methods");
        saved.grid().methods().forEach(it -> methods.add(it.key()));
        ArrayNode widths = grid.putArray("bits");
        saved.grid().widths().forEach(it -> widths.add(it.bits()));
        ArrayNode alphas = grid.putArray("alpha");
        saved.grid().alphas().forEach(it -> alphas.add(it.value()));
        ObjectNode axes = grid.putObject("further");
        for (TradeOffGrid.Axis axis : saved.grid().axes()) {
            ArrayNode values = axes.putArray(axis.field().key());
            axis.values().forEach(values::add);
        }
        node.put("wholeModel", saved.wholeModel());
        node.put("bins", saved.bins());
        ArrayNode tensors = node.putArray("tensors");
        for (SavedTradeOff.Tensor tensor : saved.tensors()) {
            tensors.addArray().add(tensor.name()).add(tensor.kind()).add(tensor.weights());
        }
        ArrayNode refused = node.putArray("refused");
        saved.refused().forEach(it -> refused.addArray().add(it.tensor()).add(it.message()));
        ArrayNode lines = node.putArray("lines");
        saved.lines().forEach(line -> writeLine(lines.addObject(), line));
        node.put("scoredOn", saved.scoredOn().orElse(""));
        node.set(
                "budget",
                saved.budget().<JsonNode>map(this::writeBudget).orElse(mapper.nullNode()));
        return node;
    }

    private JsonNode recipe(Recipe recipe) {
        return mapper.readTree(RecipeCodec.write(recipe));
    }

    private static void writeLine(ObjectNode node, TradeOff.Line line) {
        node.put("name", line.name());
        node.put("control", line.control());
        ArrayNode points = node.putArray("points");
        for (TradeOff.Point point : line.points()) {
            ObjectNode each = points.addObject();
            each.put("spec", SpecLine.write(point.spec()));
            each.put("estimate", point.estimate());
            ArrayNode prediction = each.putArray("prediction");
            point.model()
                    .prediction()
                    .ifPresent(it -> {
                        add(prediction, it.perplexity());
                        add(prediction, it.perplexityError());
                        add(prediction, it.logitKl());
                    });
            ArrayNode costs = each.putArray("costs");
            for (TradeOff.Cost cost : point.tensors()) {
                ArrayNode numbers = costs.addArray();
                add(numbers, cost.alphaAchieved());
                numbers.add(cost.storedBytes());
                add(numbers, cost.bitsStored());
                add(numbers, cost.bitsPaper());
                add(numbers, cost.mse());
                add(numbers, cost.nmse());
                add(numbers, cost.sqnrDb());
                add(numbers, cost.weightKl());
                add(numbers, cost.sumSquares());
            }
        }
    }

    /** JSON has no infinity, which the SQNR of a tensor without error is. */
    private static void add(ArrayNode numbers, double value) {
        if (Double.isFinite(value)) {
            numbers.add(value);
        } else {
            numbers.add(Double.toString(value));
        }
    }

    private ObjectNode writeBudget(SavedTradeOff.Budget budget) {
        ObjectNode node = mapper.createObjectNode();
        switch (budget.question().limit()) {
            case BudgetLimit.Bits bits -> node.put("bits", bits.bitsPerWeight());
            case BudgetLimit.Bytes bytes -> node.put("bytes", bytes.bytes());
        }
        node.put("measure", budget.question().measure().key());
        ArrayNode alike = node.putArray("alike");
        Arrays.stream(Alike.values())
                .filter(budget.question().alike()::contains)
                .forEach(it -> alike.add(it.key()));
        ObjectNode factors = node.putObject("sensitivity");
        new TreeMap<>(budget.question().sensitivity()).forEach(factors::put);
        node.set("before", recipe(budget.before()));
        ArrayNode cost = node.putArray("cost");
        budget.cost()
                .ifPresent(it -> {
                    add(cost, it.bits());
                    add(cost, it.error());
                });
        return node;
    }

    /**
     * @param predictions whether there are fields of what running the model found
     */
    SavedTradeOff read(JsonNode node, String path, boolean predictions) {
        SessionFields fields = new SessionFields(node, path);
        Set<String> known =
                new TreeSet<>(
                        Set.of(
                                "base",
                                "grid",
                                "wholeModel",
                                "bins",
                                "tensors",
                                "refused",
                                "lines",
                                "budget"));
        if (predictions) {
            known.add("scoredOn");
        }
        fields.only(known);
        Recipe base = RecipeCodec.read(mapper.writeValueAsString(fields.required("base")));
        List<SavedTradeOff.Tensor> tensors = new ArrayList<>();
        for (JsonNode each : fields.list("tensors")) {
            SessionItems items = new SessionItems(each, path + ".tensors", 3);
            tensors.add(
                    new SavedTradeOff.Tensor(items.text(0), items.text(1), items.wholeNumber(2)));
        }
        List<SavedTradeOff.Refused> refused = new ArrayList<>();
        for (JsonNode each : fields.list("refused")) {
            SessionItems items = new SessionItems(each, path + ".refused", 2);
            refused.add(new SavedTradeOff.Refused(items.text(0), items.text(1)));
        }
        List<TradeOff.Line> lines = new ArrayList<>();
        for (JsonNode each : fields.list("lines")) {
            lines.add(readLine(each, path + ".lines", base, tensors, predictions));
        }
        JsonNode budget = fields.required("budget");
        SavedTradeOff read =
                new SavedTradeOff(
                        base,
                        readGrid(fields.required("grid"), path + ".grid"),
                        fields.truth("wholeModel"),
                        fields.wholeNumber("bins", 1, MOST_BINS),
                        tensors,
                        refused,
                        lines,
                        predictions
                                ? Optional.of(fields.text("scoredOn"))
                                        .filter(words -> !words.isEmpty())
                                : Optional.empty(),
                        budget.isNull()
                                ? Optional.empty()
                                : Optional.of(readBudget(budget, path + ".budget")));
        if (!read.fits()) {
            throw new SessionFormatException(
                    path + ".lines",
                    "must have at most "
                            + SavedTradeOff.MOST_COSTS
                            + " costs, has "
                            + read.costs());
        }
        return read;
    }

    private static TradeOffGrid readGrid(JsonNode node, String path) {
        SessionFields fields = new SessionFields(node, path);
        fields.only(Set.of("methods", "bits", "alpha", "further"));
        SessionItems methods = new SessionItems(fields.list("methods"), path + ".methods");
        SessionItems bits = new SessionItems(fields.list("bits"), path + ".bits");
        SessionItems alphas = new SessionItems(fields.list("alpha"), path + ".alpha");
        JsonNode further = fields.required("further");
        SessionFields axes = new SessionFields(further, path + ".further");
        List<TradeOffGrid.Axis> read = new ArrayList<>();
        for (String key : further.propertyNames()) {
            SpecField field =
                    SpecField.ALL.stream()
                            .filter(it -> it.key().equals(key))
                            .findFirst()
                            .orElseThrow(() ->
                                    new SessionFormatException(
                                            path + ".further." + key, "unknown"));
            SessionItems values = new SessionItems(axes.list(key), path + ".further." + key);
            read.add(new TradeOffGrid.Axis(field, values.each(values::text)));
        }
        return SessionItems.checked(
                path,
                () ->
                        new TradeOffGrid(
                                methods.each(i ->
                                        chosen(
                                                Preset.values(),
                                                methods.text(i),
                                                path + ".methods")),
                                bits.each(i -> new BitWidth(Math.toIntExact(bits.wholeNumber(i)))),
                                alphas.each(i -> new SalientShare(alphas.number(i))),
                                read));
    }

    private static TradeOff.Line readLine(
            JsonNode node,
            String path,
            Recipe base,
            List<SavedTradeOff.Tensor> tensors,
            boolean predictions) {
        SessionFields fields = new SessionFields(node, path);
        fields.only(Set.of("name", "control", "points"));
        List<TradeOff.Point> points = new ArrayList<>();
        for (JsonNode each : fields.list("points")) {
            points.add(readPoint(each, path + ".points", base.defaultSpec(), tensors, predictions));
        }
        return new TradeOff.Line(fields.text("name"), fields.truth("control"), points);
    }

    private static TradeOff.Point readPoint(
            JsonNode node,
            String path,
            QuantizationSpec base,
            List<SavedTradeOff.Tensor> tensors,
            boolean predictions) {
        SessionFields fields = new SessionFields(node, path);
        fields.only(
                predictions
                        ? Set.of("spec", "estimate", "costs", "prediction")
                        : Set.of("spec", "estimate", "costs"));
        String line = fields.text("spec");
        if (!(SessionItems.checked(path + ".spec", () -> SpecLine.read(line, base))
                instanceof QuantizationSpec spec)) {
            throw new SessionFormatException(path + ".spec", "must quantize, was " + line);
        }
        JsonNode list = fields.list("costs");
        if (list.size() != tensors.size()) {
            throw new SessionFormatException(
                    path + ".costs",
                    "must be as many as tensors, " + tensors.size() + ", was " + list.size());
        }
        List<TradeOff.Cost> costs = new ArrayList<>(list.size());
        for (int i = 0; i < list.size(); i++) {
            SessionItems it = new SessionItems(list.get(i), path + ".costs", NUMBERS);
            costs.add(
                    new TradeOff.Cost(
                            tensors.get(i).weights(),
                            it.number(0),
                            it.wholeNumber(1),
                            it.number(2),
                            it.number(3),
                            it.number(4),
                            it.number(5),
                            it.number(6),
                            it.number(7),
                            it.number(8)));
        }
        TradeOff.Point point =
                new TradeOff.Point(
                        spec, TradeOff.Cost.over(costs), costs, fields.truth("estimate"));
        return predictions
                ? point.with(readPrediction(fields.list("prediction"), path + ".prediction"))
                : point;
    }

    private static Optional<TradeOff.Prediction> readPrediction(JsonNode list, String path) {
        if (list.isEmpty()) {
            return Optional.empty();
        }
        SessionItems it = new SessionItems(list, path, 3);
        return Optional.of(new TradeOff.Prediction(it.number(0), it.number(1), it.number(2)));
    }

    private SavedTradeOff.Budget readBudget(JsonNode node, String path) {
        SessionFields fields = new SessionFields(node, path);
        boolean inBytes = node.get("bits") == null;
        fields.only(
                Set.of(
                        inBytes ? "bytes" : "bits",
                        "measure",
                        "alike",
                        "sensitivity",
                        "before",
                        "cost"));
        SessionItems alike = new SessionItems(fields.list("alike"), path + ".alike");
        EnumSet<Alike> kinds = EnumSet.noneOf(Alike.class);
        kinds.addAll(alike.each(i -> chosen(Alike.values(), alike.text(i), path + ".alike")));
        JsonNode factors = fields.required("sensitivity");
        SessionFields byName = new SessionFields(factors, path + ".sensitivity");
        Map<String, Double> sensitivity = new TreeMap<>();
        for (String name : factors.propertyNames()) {
            sensitivity.put(name, byName.number(name, Double.MAX_VALUE));
        }
        SessionItems cost = new SessionItems(fields.list("cost"), path + ".cost");
        BudgetMeasure measure =
                chosen(BudgetMeasure.values(), fields.text("measure"), path + ".measure");
        return new SavedTradeOff.Budget(
                SessionItems.checked(
                        path,
                        () ->
                                new BudgetQuestion(
                                        inBytes
                                                ? new BudgetLimit.Bytes(
                                                        (long) fields.number("bytes", 0x1p62))
                                                : new BudgetLimit.Bits(fields.number("bits", 64)),
                                        measure,
                                        kinds,
                                        sensitivity)),
                RecipeCodec.read(mapper.writeValueAsString(fields.required("before"))),
                cost.size() == 0
                        ? Optional.empty()
                        : Optional.of(new SavedTradeOff.Before(cost.number(0), cost.number(1))));
    }

    private static <E extends Choice> E chosen(E[] choices, String key, String path) {
        return Arrays.stream(choices)
                .filter(it -> it.key().equals(key))
                .findFirst()
                .orElseThrow(() ->
                        new SessionFormatException(
                                path,
                                "must be one of "
                                        + String.join(
                                                ", ",
                                                Arrays.stream(choices).map(Choice::key).toList())
                                        + ", was "
                                        + key));
    }
}
