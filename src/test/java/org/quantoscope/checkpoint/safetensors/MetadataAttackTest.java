package org.quantoscope.checkpoint.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quantoscope.checkpoint.safetensors.Refusals.refusalOf;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.quantoscope.checkpoint.MalformedCheckpointException.Reason;

import java.io.IOException;
import java.nio.file.Path;

/** A {@code __metadata__} that is not a map of strings to strings. */
class MetadataAttackTest {
    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "[]",
                "\"pt\"",
                "1",
                "{\"a\":1}",
                "{\"a\":null}",
                "{\"a\":true}",
                "{\"a\":{\"b\":\"c\"}}",
                "{\"a\":[\"b\"]}"
            })
    void refusesMetadataOtherThanStrings(String metadata) throws IOException {
        assertThat(refusalOf(withMetadata(metadata), folder).reason())
                .isEqualTo(Reason.METADATA_NOT_STRINGS);
    }

    @Test
    void refusesAMetadataKeyTwice() throws IOException {
        assertThat(refusalOf(withMetadata("{\"a\":\"1\",\"a\":\"2\"}"), folder).reason())
                .isEqualTo(Reason.DUPLICATE_KEY);
    }

    @Test
    void refusesTwoBlocksOfMetadata() throws IOException {
        assertThat(refusalOf(withMetadata("{},\"__metadata__\":{}"), folder).reason())
                .isEqualTo(Reason.DUPLICATE_KEY);
    }

    private static RawFile withMetadata(String metadata) {
        return new RawFile().header("{\"__metadata__\":" + metadata + "}");
    }
}
