package org.quantoscope.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.quantoscope.analysis.Alike;
import org.quantoscope.analysis.BudgetLimit;
import org.quantoscope.analysis.BudgetMeasure;
import org.quantoscope.analysis.BudgetQuestion;
import org.quantoscope.analysis.TradeOff;
import org.quantoscope.analysis.TradeOffGrid;
import org.quantoscope.quant.BitWidth;
import org.quantoscope.quant.Preset;
import org.quantoscope.quant.SalientShare;
import org.quantoscope.quant.SpecField;
import org.quantoscope.quant.TensorSpec;
import org.quantoscope.recipe.LayerSelector;
import org.quantoscope.recipe.Recipe;
import org.quantoscope.recipe.Rule;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

class SessionCodecTest {
    static final Path FILE = Path.of("/work dir/a.session.json");

    static WorkbenchSession session(Path checkpoint) {
        Recipe recipe =
                new Recipe(
                        "r",
                        Preset.ADPQ_COMPACT.at(new BitWidth(4)),
                        List.of(new Rule(LayerSelector.glob("*"), TensorSpec.KEEP, false)));
        return new WorkbenchSession(
                checkpoint,
                recipe,
                Optional.of(Recipe.of("other", Preset.RTN.at(new BitWidth(3)))),
                Optional.of(checkpoint.resolve("b.gguf")),
                true,
                List.of("b", "a"),
                512,
                true,
                "recipe",
                new TreeMap<>(Map.of("map.measure", "NMSE", "depth.part", "row 3 17")),
                new TreeMap<>(Map.of("width", 1280.0, "tuning.width", 270.5)),
                Optional.of(points(recipe)));
    }

    /** An estimate, and an exact point without error, whose SQNR JSON has no number for. */
    static SavedTradeOff points(Recipe base) {
        List<SavedTradeOff.Tensor> tensors =
                List.of(
                        new SavedTradeOff.Tensor("a", "F32 2×3", 6),
                        new SavedTradeOff.Tensor("b", "Q4_1 4×64", 256));
        TradeOffGrid grid =
                new TradeOffGrid(
                        List.of(Preset.ADPQ, Preset.ADPQ_COMPACT),
                        List.of(new BitWidth(3), new BitWidth(4)),
                        List.of(SalientShare.NONE, new SalientShare(0.05)),
                        List.of(new TradeOffGrid.Axis(SpecField.GROUP_SIZE, List.of("64", "row"))));
        return new SavedTradeOff(
                base,
                grid,
                true,
                512,
                tensors,
                List.of(new SavedTradeOff.Refused("c", "c: holds a NaN")),
                List.of(
                        new TradeOff.Line(
                                "AdpQ (papers)",
                                false,
                                List.of(
                                        point(Preset.ADPQ, 0.1 / 3, true),
                                        point(Preset.ADPQ_COMPACT, 0, false))),
                        new TradeOff.Line(
                                "RTN",
                                true,
                                List.of(
                                        point(Preset.RTN, 1e-300, false)
                                                .with(
                                                        new TradeOff.Prediction(
                                                                34.5, Double.NaN, 0.1 / 3))))),
                Optional.of("on prose: 2,040 tokens"),
                Optional.of(
                        new SavedTradeOff.Budget(
                                new BudgetQuestion(
                                        new BudgetLimit.Bits(4.25),
                                        BudgetMeasure.WEIGHT_KL,
                                        Set.of(Alike.QKV),
                                        Map.of("a", 2.5)),
                                base,
                                Optional.of(new SavedTradeOff.Before(4.3, 1.0 / 7)))));
    }

    private static TradeOff.Point point(Preset preset, double nmse, boolean estimate) {
        List<TradeOff.Cost> costs = List.of(cost(6, nmse), cost(256, nmse));
        return new TradeOff.Point(
                preset.at(new BitWidth(4)), TradeOff.Cost.over(costs), costs, estimate);
    }

    private static TradeOff.Cost cost(long weights, double nmse) {
        double mse = nmse * 2.0 / weights;
        return new TradeOff.Cost(
                weights, 0.05, 17, 4.1, 4.4, mse, nmse, -10 * Math.log10(nmse), 1e-3 / 7, 2.0);
    }

    @Test
    void readsWhatItWrote() {
        WorkbenchSession session = session(Path.of("/models/m"));
        String json = SessionCodec.write(session, FILE);
        assertThat(SessionCodec.read(json, FILE)).isEqualTo(session);
        assertThat(SessionCodec.write(session, FILE)).isEqualTo(json);
        assertThat(SessionCodec.claimsToBeOne(json)).isTrue();
        assertThat(SessionCodec.claimsToBeOne("{\"format\": \"quantoscope-recipe\"}")).isFalse();
        assertThat(SessionCodec.claimsToBeOne("no")).isFalse();
    }

    @Test
    void aCheckpointBesideTheSessionMovesWithIt() {
        String json = SessionCodec.write(session(Path.of("/work dir/models/m")), FILE);
        assertThat(json).contains("\"checkpoint\" : \"models/m\"");
        assertThat(SessionCodec.read(json, Path.of("/other/a.session.json")).checkpoint())
                .isEqualTo(Path.of("/other/models/m"));
    }

    @Test
    void aCheckpointThatIsTheFolderOfTheSessionIsFoundAgain() {
        String json = SessionCodec.write(session(Path.of("/work dir")), FILE);
        assertThat(SessionCodec.read(json, FILE).checkpoint()).isEqualTo(Path.of("/work dir"));
    }

    @Test
    void readsTheFirstVersionWhichHoldsNoSecondRecipe() {
        String json =
                SessionCodec.write(session(Path.of("/models/m")), FILE)
                        .replaceFirst("\"version\" : 5", "\"version\" : 1")
                        .replaceFirst("(?s)\"held\" :.*?\"selection\"", "\"selection\"")
                        .replaceFirst("(?s)\"views\" :.*?\"layout\"", "\"layout\"")
                        .replaceFirst("(?s),\\s*\"tradeOff\" :.*", "}");
        WorkbenchSession read = SessionCodec.read(json, FILE);
        assertThat(read.held()).isEmpty();
        assertThat(read.split()).isTrue();
        assertThat(read.views()).isEmpty();
        assertThat(read.recipe()).isEqualTo(session(Path.of("/models/m")).recipe());
    }

    @Test
    void readsTheSecondVersionWhichHoldsNoResults() {
        WorkbenchSession session = session(Path.of("/models/m"));
        String json =
                SessionCodec.write(session, FILE)
                        .replaceFirst("\"version\" : 5", "\"version\" : 2")
                        .replaceFirst("\"beside\" : [^,]*,", "")
                        .replaceFirst("(?s),\\s*\"tradeOff\" :.*", "}");
        WorkbenchSession read = SessionCodec.read(json, FILE);
        assertThat(read.tradeOff()).isEmpty();
        assertThat(read.held()).isEqualTo(session.held());
        assertThat(read.views()).isEqualTo(session.views());
    }

    @Test
    void aSessionWithoutASecondRecipeSaysSo() {
        WorkbenchSession both = session(Path.of("/models/m"));
        WorkbenchSession one =
                new WorkbenchSession(
                        both.checkpoint(),
                        both.recipe(),
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        both.selection(),
                        both.bins(),
                        both.control(),
                        both.page(),
                        both.views(),
                        both.layout(),
                        Optional.empty());
        String json = SessionCodec.write(one, FILE);
        assertThat(json).contains("\"held\" : null", "\"tradeOff\" : null");
        assertThat(SessionCodec.read(json, FILE)).isEqualTo(one);
    }

    @Test
    void readsTheThirdVersionWhichHoldsNoSecondCheckpoint() {
        WorkbenchSession session = session(Path.of("/models/m"));
        String json =
                SessionCodec.write(session, FILE)
                        .replaceFirst("\"version\" : 5", "\"version\" : 3")
                        .replaceFirst("\"beside\" : [^,]*,", "");
        WorkbenchSession read = SessionCodec.read(withoutPredictions(json), FILE);
        assertThat(read.beside()).isEmpty();
        assertThat(read.tradeOff()).isEqualTo(session.tradeOff().map(this::notRun));
    }

    @Test
    void readsTheFourthVersionWhichHoldsNoPredictions() {
        WorkbenchSession session = session(Path.of("/models/m"));
        String json =
                SessionCodec.write(session, FILE)
                        .replaceFirst("\"version\" : 5", "\"version\" : 4");
        WorkbenchSession read = SessionCodec.read(withoutPredictions(json), FILE);
        assertThat(read.tradeOff()).isEqualTo(session.tradeOff().map(this::notRun));
        assertThat(read.beside()).isEqualTo(session.beside());
    }

    private static String withoutPredictions(String json) {
        return json.replaceAll("(?s)\"prediction\" : \\[[^\\]]*\\],\\s*", "")
                .replaceAll("\"scoredOn\" : \"[^\"]*\",\\s*", "");
    }

    private SavedTradeOff notRun(SavedTradeOff saved) {
        List<TradeOff.Line> lines =
                saved.lines().stream()
                        .map(line ->
                                new TradeOff.Line(
                                        line.name(),
                                        line.control(),
                                        line.points().stream()
                                                .map(point -> point.with(Optional.empty()))
                                                .toList()))
                        .toList();
        return new SavedTradeOff(
                saved.base(),
                saved.grid(),
                saved.wholeModel(),
                saved.bins(),
                saved.tensors(),
                saved.refused(),
                lines,
                Optional.empty(),
                saved.budget());
    }
}
