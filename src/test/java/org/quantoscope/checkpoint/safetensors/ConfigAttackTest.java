package org.quantoscope.checkpoint.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quantoscope.checkpoint.safetensors.Refusals.refusalOf;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.quantoscope.checkpoint.MalformedCheckpointException.Reason;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/** A {@code config.json} that is no JSON object. */
class ConfigAttackTest {
    @TempDir Path folder;

    @BeforeEach
    void writeWeights() throws IOException {
        RawFile.honest().writeTo(folder.resolve("model.safetensors"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "[]",
                "null",
                "3",
                "{",
                "{\"a\":}",
                "<html>404</html>",
                "{} {}",
                "{\"model_type\":\"gpt2\",\"model_type\":\"llama\"}",
                "{\"a\":\"\u0001\"}"
            })
    void refusesAConfigurationThatIsNoJsonObject(String text) throws IOException {
        Files.writeString(folder.resolve("config.json"), text);
        assertThat(refusalOf(folder))
                .hasMessageContaining("config.json")
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.BAD_CONFIG));
    }

    @Test
    void refusesADeepConfiguration() throws IOException {
        Files.writeString(folder.resolve("config.json"), "{\"a\":" + "[".repeat(1_000_000));
        assertThat(refusalOf(folder).reason()).isEqualTo(Reason.BAD_CONFIG);
    }

    @Test
    void refusesAnEndlessConfiguration() throws IOException {
        Path config = Files.writeString(folder.resolve("config.json"), "{");
        try (RandomAccessFile file = new RandomAccessFile(config.toFile(), "rw")) {
            file.setLength(16_000_001);
        }
        assertThat(refusalOf(folder).reason()).isEqualTo(Reason.BAD_CONFIG);
    }

    @Test
    void refusesAConfigurationThatIsAPipe() throws Exception {
        Path config = folder.resolve("config.json");
        Assumptions.assumeTrue(
                new ProcessBuilder("mkfifo", config.toString()).start().waitFor() == 0,
                "this system makes no pipes");
        assertThat(refusalOf(folder))
                .hasMessageContaining("config.json")
                .hasMessageContaining("no regular file")
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.BAD_CONFIG));
    }

    @Test
    void refusesAConfigurationThatIsALinkToNowhere() throws IOException {
        Files.createSymbolicLink(folder.resolve("config.json"), folder.resolve("gone.json"));
        assertThat(refusalOf(folder).reason()).isEqualTo(Reason.BAD_CONFIG);
    }
}
