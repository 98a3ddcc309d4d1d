package org.quantoscope.checkpoint.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quantoscope.checkpoint.safetensors.Refusals.refusalOf;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.quantoscope.checkpoint.MalformedCheckpointException;
import org.quantoscope.checkpoint.MalformedCheckpointException.Reason;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Headers that are no JSON object in UTF-8. */
class HeaderTextAttackTest {
    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"[]", " {}", "\n{}", "\"{}\"", "null", "\uFEFF{}", "PK\u0003\u0004"})
    void refusesHeaderThatDoesNotStartWithABrace(String text) throws IOException {
        MalformedCheckpointException refusal = refusalOf(new RawFile().header(text), folder);
        assertThat(refusal.reason()).isEqualTo(Reason.HEADER_NOT_JSON_OBJECT);
        assertThat(refusal.offset()).hasValue(8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ ",
                "{\"a\"",
                "{\"a\":",
                "{,}",
                "{'a':1}",
                "{a:1}",
                "{\"__metadata__\":{},}",
                "{}}",
                "{}{}",
                "{} 1",
                "{}\u0000",
                "{/* */}",
                "{\"\t\":{}}",
                "{\"lone \\ud800 surrogate\":{}}",
                "{\"\\udc00\\ud800\":{}}",
                "{\"\\x\":{}}",
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[NaN],\"data_offsets\":[0,0]}}",
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[01],\"data_offsets\":[0,4]}}",
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[+1],\"data_offsets\":[0,4]}}",
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[1,],\"data_offsets\":[0,4]}}"
            })
    void refusesHeaderThatIsNotJson(String text) throws IOException {
        assertThat(refusalOf(new RawFile().header(text), folder).reason())
                .isEqualTo(Reason.HEADER_NOT_JSON);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\"",
                "{\"a\":{\"shape\":[NaN]}}",
                "{/* */}",
                "{\"w\":{\"x\":[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
            })
    void saysItWithoutTheWordsOfTheParser(String text) throws IOException {
        assertThat(refusalOf(new RawFile().header(text), folder).getMessage())
                .contains("not JSON: ")
                .doesNotContain("Feature", "REDACTED", "StreamRead", "(start marker");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ff", "c080", "c3", "e282", "eda080", "f4908080", "80", "f8888080"})
    void refusesHeaderThatIsNotUtf8(String hex) throws IOException {
        byte[] bad = java.util.HexFormat.of().parseHex(hex);
        byte[] text = "{\"__metadata__\":{\"k\":\"_____\"}}".getBytes(StandardCharsets.UTF_8);
        System.arraycopy(bad, 0, text, 23, bad.length);
        MalformedCheckpointException refusal = refusalOf(new RawFile().header(text), folder);
        assertThat(refusal.reason()).isEqualTo(Reason.HEADER_NOT_UTF8);
        assertThat(refusal.offset()).hasValue(8 + 23);
    }

    @Test
    void refusesUtf16() throws IOException {
        byte[] text = "{}".getBytes(StandardCharsets.UTF_16LE);
        assertThat(refusalOf(new RawFile().header(text), folder).reason())
                .isEqualTo(Reason.HEADER_NOT_JSON);
    }

    @Test
    void refusesNestingDeeperThanAnyHeaderHas() throws IOException {
        String deep = "{\"w\":{\"x\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}}";
        assertThat(refusalOf(new RawFile().header(deep), folder).reason())
                .isEqualTo(Reason.HEADER_NOT_JSON);
    }

    @Test
    void refusesANumberOfAMillionDigits() throws IOException {
        String header = "{\"w\":{\"dtype\":\"F32\",\"shape\":[" + "9".repeat(1_000_000) + "]}}";
        assertThat(refusalOf(new RawFile().header(header), folder).reason())
                .isEqualTo(Reason.HEADER_NOT_JSON);
    }

    @Test
    void tellsTheByteWhereTheJsonBreaks() throws IOException {
        MalformedCheckpointException refusal =
                refusalOf(new RawFile().header("{\"ü\":{\"dtype\" \"F32\"}}"), folder);
        assertThat(refusal.reason()).isEqualTo(Reason.HEADER_NOT_JSON);
        // 8 bytes of length, then {"ü":{"dtype" of which ü takes two.
        assertThat(refusal.offset().orElseThrow()).isBetween(8L + 15, 8L + 16);
    }
}
