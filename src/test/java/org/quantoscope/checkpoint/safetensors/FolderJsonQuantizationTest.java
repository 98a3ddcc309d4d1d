package org.quantoscope.checkpoint.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.quantoscope.tensor.DType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A folder of plain values must not say that it holds codes. */
class FolderJsonQuantizationTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'a': 1, 'quantization_config': {'bits': [4, {}]}, 'b': 2} | {'a': 1, 'b': 2}",
                "{'quantization_config': {}, 'dtype': 'float16'} | {'dtype': 'float32'}",
                "{'a': 1, 'quantization_config': null} | {'a': 1}",
                "{'quantization_config' : 'x' } | { }",
                "{'x': {'quantization_config': {}}} | {'x': {'quantization_config': {}}}",
                "{'ü': 'ü', 'quantization_config': {'ü': 1}} | {'ü': 'ü'}",
            },
            quoteCharacter = '`')
    void leavesOutWhatItSaysOfCodes(String config, String expected) throws IOException {
        byte[] changed =
                FolderJson.withDtype(
                        config.replace('\'', '"').getBytes(StandardCharsets.UTF_8), DType.F32);
        assertThat(new String(changed, StandardCharsets.UTF_8).replace('"', '\''))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | {~  'quantization_config': {'b': 4}~}",
                "{'a': 1} | {'a': 1,~  'quantization_config': {'b': 4}~}",
                "{~  'a': 1~} | {~  'a': 1,~  'quantization_config': {'b': 4}~}",
                "{'quantization_config': 1, 'a': 2} | {'a': 2,~  'quantization_config': {'b': 4}~}",
            },
            quoteCharacter = '`')
    void putsInWhatItSaysOfCodes(String config, String expected) throws IOException {
        byte[] changed =
                FolderJson.withQuantization(
                        config.replace('\'', '"')
                                .replace('~', '\n')
                                .getBytes(StandardCharsets.UTF_8),
                        "{\"b\": 4}");
        assertThat(new String(changed, StandardCharsets.UTF_8).replace('"', '\''))
                .isEqualTo(expected.replace('~', '\n'));
    }

    @Test
    void refusesAConfigurationThatIsNoObject() {
        assertThatThrownBy(() -> FolderJson.withQuantization("[]".getBytes(UTF_8), "{}"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no JSON object");
    }
}
