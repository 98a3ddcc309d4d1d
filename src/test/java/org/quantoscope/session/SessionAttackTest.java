package org.quantoscope.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

class SessionAttackTest {
    private static final String GOOD =
            SessionCodec.write(
                    SessionCodecTest.session(Path.of("/models/m")), SessionCodecTest.FILE);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "quantoscope-session | quantoscope-recipe | session field format: must be",
                "\"version\" : 5, | \"version\" : 6, | session field version: must be 1 to 5, was 6; a newer",
                "\"version\" : 5, | \"version\" : 3, | session field beside: unknown",
                "\"estimate\" : true | \"estimate\" : 1 | session field tradeOff.lines.points.estimate: must be true",
                "\"estimate\" : true | \"rough\" : true | session field tradeOff.lines.points.rough: unknown",
                "[ [ 0.05, 17 | [ [ 0.05, 1.7 | session field tradeOff.lines.points.costs: must hold a whole",
                "[ [ 0.05, 17 | [ [ 0.05, 17, 3 | session field tradeOff.lines.points.costs: must hold lists of 9 items, has one of 10",
                "[ \"a\", \"F32 2×3\", 6 ],| '' | session field tradeOff.lines.points.costs: must be as many as tensors, 1, was 2",
                "\"bits\" : [ 3, 4 ] | \"bits\" : [ 3, 7 ] | session field tradeOff.grid: bits must be 2",
                "[ \"adpq\", | [ \"awq\", | session field tradeOff.grid.methods: must be one of adpq",
                "\"group-size\" : [ | \"groupies\" : [ | session field tradeOff.grid.further.groupies: unknown",
                "\"version\" : 5, | \"version\" : 4, | session field tradeOff.scoredOn: unknown",
                "[ 34.5, | [ 34.5, 1, | session field tradeOff.lines.points.prediction: must hold lists of 3 items, has one of 4",
                "\"scoredOn\" : | \"scoredOff\" : | session field tradeOff.scoredOff: unknown",
                "\"measure\" : \"weight-kl\" | \"measure\" : \"kl\" | session field tradeOff.budget.measure: must be one of nmse",
                "\"bits\" : 4.25 | \"bits\" : 99 | session field tradeOff.budget.bits: must be a number from 0 to 64",
                "\"version\" : 5, | \"version\" : 1, | session field held: unknown",
                "\"version\" : 5, | '' | session field version: missing",
                "\"split\" : true | \"split\" : 1 | session field split: must be true or false",
                "\"map.measure\" | \"map.colour\" | session field views.map.colour: unknown",
                "\"NMSE\" | 7 | session field views.map.measure: must be a text",
                "\"other\" | 7 | recipe field name",
                "\"bins\" : 512 | \"bins\" : 1e9 | session field bins: must be a whole number from 64",
                "\"bins\" : 512 | \"bins\" : 512, \"bins\" : 512 | session: not valid JSON at line",
                "\"bins\" : 512 | \"bins\" : 512, \"binz\" : 1 | session field binz: unknown",
                "\"control\" : true | \"control\" : \"yes\" | session field control: must be true or false",
                "\"page\" : \"recipe\" | \"page\" : \"../x\" | session field page",
                "/models/m | '' | session field checkpoint: must not be empty",
                "\"b\", | 3, | session field selection: must be a list of names, holds 3",
                "\"width\" : 1280.0 | \"width\" : -1 | session field layout.width: must be a number from 0",
                "\"width\" : 1280.0 | \"width\" : 1e300 | session field layout.width: must be a number",
                "\"width\" : 1280.0 | \"depth\" : 1 | session field layout.depth: unknown",
                "\"clip\" | \"clap\" | recipe field default.clap: unknown",
            })
    void refusesABadFieldByName(String good, String bad, String reason) {
        String json = GOOD.replaceFirst(java.util.regex.Pattern.quote(good), bad);
        assertThatThrownBy(() -> SessionCodec.read(json, SessionCodecTest.FILE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(reason)
                .message()
                .doesNotContain("\n");
    }

    @Test
    void refusesAPathThatIsNone() {
        String json = GOOD.replace("/models/m", "a\\u0000b");
        assertThatThrownBy(() -> SessionCodec.read(json, SessionCodecTest.FILE))
                .isInstanceOf(SessionFormatException.class)
                .hasMessageStartingWith("session field checkpoint: is no path");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[] | session: must be an object",
                "'' | session: must be an object",
                "{ | session: not valid JSON at line 1",
                "{} {} | session: not valid JSON at line 1",
            })
    void refusesWhatIsNoObject(String json, String reason) {
        assertThatThrownBy(() -> SessionCodec.read(json, SessionCodecTest.FILE))
                .isInstanceOf(SessionFormatException.class)
                .hasMessageStartingWith(reason);
    }

    /** Whatever stands in a place: the session is read, or one line says what is wrong with it. */
    @Test
    void anythingInAnyPlaceIsReadOrRefusedInOneLine() {
        List<String> others =
                List.of(
                        "null",
                        "true",
                        "-1",
                        "1.5",
                        "1e400",
                        "-1e-400",
                        "9".repeat(30),
                        "[]",
                        "{}",
                        "[null]",
                        "\"\"",
                        "\"x\\ny\"",
                        "[[[1]]]");
        Matcher values =
                Pattern.compile("\"(\\\\.|[^\"])*\"|-?[0-9][-+.eE0-9]*|true|false|null")
                        .matcher(GOOD);
        while (values.find()) {
            for (String other : others) {
                String json =
                        GOOD.substring(0, values.start()) + other + GOOD.substring(values.end());
                try {
                    SessionCodec.read(json, SessionCodecTest.FILE);
                } catch (IllegalArgumentException e) {
                    assertThat(e.getMessage())
                            .as(other + " at " + values.start())
                            .isNotBlank()
                            .doesNotContain("\n");
                }
            }
            String cut = GOOD.substring(0, values.start());
            assertThatThrownBy(() -> SessionCodec.read(cut, SessionCodecTest.FILE))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
