package org.quantoscope.checkpoint.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.tensor.DType;
import org.quantoscope.tensor.Shape;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.tensor.TensorView;

import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A file that the safetensors package itself wrote; see src/test/resources/README.md. */
class EveryTypeGoldenTest {
    private static final Path FILE =
            Path.of(
                    "src/test/resources/org/quantoscope/checkpoint/safetensors/every-type.safetensors");

    @Test
    void readsEveryTypeThatTheReferenceWriterKnows() throws IOException {
        try (Checkpoint file = new SafetensorsFormat().open(FILE)) {
            Set<DType> types =
                    file.tensors().stream()
                            .map(tensor -> DType.named(tensor.encoding()).orElseThrow())
                            .collect(Collectors.toSet());
            Set<DType> unwritable = EnumSet.of(DType.F6_E2M3, DType.F6_E3M2, DType.OPAQUE);
            assertThat(types).isEqualTo(EnumSet.complementOf(EnumSet.copyOf(unwritable)));
        }
    }

    @Test
    void givesTheBytesOfEveryTensor() throws IOException {
        try (Checkpoint file = new SafetensorsFormat().open(FILE)) {
            int checked = 0;
            for (TensorInfo tensor : file.tensors()) {
                if (tensor.shape().rank() != 2 || tensor.elementCount() == 0) {
                    continue;
                }
                byte[] bytes = file.bytes(tensor).toArray(ValueLayout.JAVA_BYTE);
                int first = tensor.name().chars().sum();
                for (int i = 0; i < bytes.length; i++) {
                    assertThat(bytes[i]).as(tensor.name()).isEqualTo((byte) (first + i));
                }
                checked++;
            }
            assertThat(checked).isEqualTo(20);
        }
    }

    @Test
    void readsScalarEmptyAndOddlyNamedTensors() throws IOException {
        try (Checkpoint file = new SafetensorsFormat().open(FILE)) {
            TensorInfo scalar = tensor(file, "scalar");
            assertThat(scalar.shape()).isEqualTo(Shape.of());
            assertThat(file.bytes(scalar).get(ValueLayout.JAVA_FLOAT_UNALIGNED, 0))
                    .isEqualTo(0.15625f);
            assertThat(tensor(file, "empty").elementCount()).isZero();
            assertThat(file.bytes(tensor(file, "empty")).byteSize()).isZero();
            TensorInfo odd = tensor(file, "wörd \"quoted\" \\ \uD83D\uDE00");
            assertThat(file.bytes(odd).get(ValueLayout.JAVA_FLOAT_UNALIGNED, 0)).isEqualTo(-2f);
            // Two values to a byte: the header counts values.
            assertThat(tensor(file, "float4_e2m1fn_x2").shape()).isEqualTo(Shape.of(3, 4));
            assertThat(tensor(file, "float4_e2m1fn_x2").byteCount()).isEqualTo(6);
        }
    }

    @Test
    void viewsTheAnalysableTypesOnly() throws IOException {
        try (Checkpoint file = new SafetensorsFormat().open(FILE)) {
            for (TensorInfo tensor : file.tensors()) {
                if (tensor.dtype().isAnalysable()) {
                    TensorView view = file.view(tensor);
                    assertThat(view.valueType()).isEqualTo(tensor.dtype());
                } else {
                    assertThatThrownBy(() -> file.view(tensor))
                            .isInstanceOf(IllegalArgumentException.class)
                            .hasMessageContaining(tensor.name());
                }
            }
        }
    }

    @Test
    void readsMetadata() throws IOException {
        try (Checkpoint file = new SafetensorsFormat().open(FILE)) {
            assertThat(file.metadata())
                    .isEqualTo(
                            Map.of(
                                    "every-type.safetensors",
                                    Map.of("format", "pt", "note", "grüße \"x\"")));
        }
    }

    private static TensorInfo tensor(Checkpoint file, String name) {
        return file.tensors().stream().filter(t -> t.name().equals(name)).findFirst().orElseThrow();
    }
}
