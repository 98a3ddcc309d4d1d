package org.quantoscope.export;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.List;

/** What a user is told to type after an export. */
class LoadCommandTest {
    private static ExportReceipt receipt(String target, String first) {
        return new ExportReceipt(
                Path.of(target),
                List.of(new ExportReceipt.WrittenFile(first, 1, "")),
                1,
                1,
                1,
                1,
                1,
                1);
    }

    @Test
    void givesLlamaCppTheFileOrTheFirstOfItsParts() {
        assertThat(LoadCommand.of(ExportFormat.GGUF, receipt("/m/a b.gguf", "a b.gguf")))
                .isEqualTo("llama-cli -m '/m/a b.gguf'");
        assertThat(LoadCommand.of(ExportFormat.GGUF, receipt("/m/a", "a-00001-of-00002.gguf")))
                .isEqualTo("llama-cli -m /m/a/a-00001-of-00002.gguf");
    }

    @Test
    void givesPythonTheFolderBehindTheProgram() {
        assertThat(LoadCommand.of(ExportFormat.COMPRESSED_TENSORS, receipt("/m/a'b", "x")))
                .startsWith("python -c \"")
                .endsWith("\" '/m/a'\\''b'");
    }

    @Test
    void givesVllmTheOnlyTypeThatItsAwqKernelsTake() {
        assertThat(LoadCommand.of(ExportFormat.AWQ, receipt("/m/a", "x")))
                .isEqualTo("vllm serve /m/a --dtype float16");
    }
}
