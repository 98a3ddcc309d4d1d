package org.quantoscope.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.quantoscope.quant.BitWidth;
import org.quantoscope.quant.Preset;
import org.quantoscope.quant.TensorSpec;
import org.quantoscope.recipe.LayerSelector;
import org.quantoscope.recipe.Recipe;
import org.quantoscope.recipe.Rule;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
                true,
                List.of("b", "a"),
                512,
                true,
                "recipe",
                new TreeMap<>(Map.of("map.measure", "NMSE", "depth.part", "row 3 17")),
                new TreeMap<>(Map.of("width", 1280.0, "tuning.width", 270.5)));
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
                        .replaceFirst("\"version\" : 2", "\"version\" : 1")
                        .replaceFirst("(?s)\"held\" :.*?\"selection\"", "\"selection\"")
                        .replaceFirst("(?s)\"views\" :.*?\"layout\"", "\"layout\"");
        WorkbenchSession read = SessionCodec.read(json, FILE);
        assertThat(read.held()).isEmpty();
        assertThat(read.split()).isTrue();
        assertThat(read.views()).isEmpty();
        assertThat(read.recipe()).isEqualTo(session(Path.of("/models/m")).recipe());
    }

    @Test
    void aSessionWithoutASecondRecipeSaysSo() {
        WorkbenchSession both = session(Path.of("/models/m"));
        WorkbenchSession one =
                new WorkbenchSession(
                        both.checkpoint(),
                        both.recipe(),
                        Optional.empty(),
                        false,
                        both.selection(),
                        both.bins(),
                        both.control(),
                        both.page(),
                        both.views(),
                        both.layout());
        String json = SessionCodec.write(one, FILE);
        assertThat(json).contains("\"held\" : null");
        assertThat(SessionCodec.read(json, FILE)).isEqualTo(one);
    }
}
