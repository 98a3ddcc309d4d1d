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
import java.nio.file.Path;

/** Names that would move a terminal's cursor, break a table, or pass for another name. */
class TensorNameAttackTest {
    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\\u0000",
                "line\\nbreak",
                "carriage\\rreturn",
                "\\u001b[2Jclear screen",
                "delete\\u007f",
                "c1\\u009b31m",
                "right\\u202eto left",
                "zero\\u200bwidth",
                "\\u2028",
                "byte order\\ufeff",
                "tag \\udb40\\udc41"
            })
    void refusesNamesThatAreNotPlainText(String name) throws IOException {
        RawFile file =
                new RawFile().header("{" + RawFile.entry(name, "F32", "[2]", 0, 8) + "}").data(8);
        MalformedCheckpointException refusal = refusalOf(file, folder);
        assertThat(refusal.reason()).isEqualTo(Reason.BAD_TENSOR_NAME);
        assertThat(refusal.offset()).hasValue(9);
    }

    @Test
    void refusesEndlessNames() throws IOException {
        RawFile file =
                new RawFile()
                        .header("{" + RawFile.entry("w".repeat(2049), "F32", "[2]", 0, 8) + "}")
                        .data(8);
        assertThat(refusalOf(file, folder).reason()).isEqualTo(Reason.BAD_TENSOR_NAME);
    }

    @Test
    void escapesWhatAMessageQuotes() throws IOException {
        RawFile file = new RawFile().header("{\"w\":{\"dtype\":\"\\u001b]0;own\\u0007\"}}");
        assertThat(refusalOf(file, folder))
                .hasMessageContaining("\"\\u001b]0;own\\u0007\"")
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.UNKNOWN_DTYPE));
    }
}
