package org.quantoscope.checkpoint.pytorch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.checkpoint.SourceReference;
import org.quantoscope.checkpoint.safetensors.SafetensorsFormat;
import org.quantoscope.kernel.ScalarKernels;
import org.quantoscope.quant.RowReader;
import org.quantoscope.tensor.DType;
import org.quantoscope.tensor.Shape;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.tensor.TensorRole;

import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that torch wrote (src/test/python/make_pytorch_golden.py). */
class PytorchGoldenTest {
    private static final Path FOLDER = Path.of("src/test/resources/pytorch");

    @TempDir Path folder;

    @Test
    void readsEveryTensorOfAStateDictAsTorchDoes() throws IOException {
        try (Checkpoint opened = new PytorchFormat().open(FOLDER.resolve("state.bin"));
                Checkpoint expected =
                        new SafetensorsFormat().open(FOLDER.resolve("expected.safetensors"))) {
            assertThat(opened.tensors()).hasSameSizeAs(expected.tensors());
            for (TensorInfo tensor : opened.tensors()) {
                TensorInfo same = tensor(expected, tensor.name());
                assertThat(tensor.shape()).as(tensor.name()).isEqualTo(same.shape());
                assertThat(tensor.dtype()).as(tensor.name()).isEqualTo(same.dtype());
                if (tensor.dtype().isAnalysable()) {
                    assertThat(values(opened, tensor)).isEqualTo(values(expected, same));
                } else {
                    assertThat(opened.bytes(tensor).toArray(ValueLayout.JAVA_BYTE))
                            .isEqualTo(expected.bytes(same).toArray(ValueLayout.JAVA_BYTE));
                }
            }
        }
    }

    @Test
    void saysWhatIsNotStoredAsItIsRead() throws IOException {
        try (Checkpoint opened = new PytorchFormat().open(FOLDER.resolve("state.bin"))) {
            TensorInfo up = tensor(opened, "model.layers.0.mlp.up_proj.weight");
            assertThat(up.encoding()).isEqualTo("F16, strided");
            assertThat(up.role()).isEqualTo(TensorRole.UP);
            TensorInfo wide = tensor(opened, "model.layers.0.self_attn.o_proj.weight");
            assertThat(wide.encoding()).isEqualTo("F64");
            assertThat(wide.dtype()).isEqualTo(DType.F32);
        }
    }

    @Test
    void readsTheModelOutOfATrainersFile() throws IOException {
        try (Checkpoint opened = new PytorchFormat().open(FOLDER.resolve("trainer.pt"))) {
            assertThat(opened.tensors())
                    .singleElement()
                    .satisfies(tensor -> {
                        assertThat(tensor.name()).isEqualTo("w");
                        assertThat(tensor.shape()).isEqualTo(Shape.of(2, 3));
                        assertThat(values(opened, tensor)).containsExactly(0, 1, 2, 3, 4, 5);
                    });
        }
    }

    @Test
    void saysWhatOfATrainersFileIsNotRead() throws IOException {
        try (Checkpoint trainer = new PytorchFormat().open(FOLDER.resolve("trainer.pt"));
                Checkpoint averages = new PytorchFormat().open(FOLDER.resolve("averages.pt"));
                Checkpoint state = new PytorchFormat().open(FOLDER.resolve("state.bin"))) {
            assertThat(trainer.notes())
                    .containsExactly(
                            "trainer.pt: \"model\" is read (1 tensor); left out: \"optimizer\""
                                    + " (1 tensor); to open another, save it by itself");
            assertThat(averages.notes())
                    .containsExactly(
                            "averages.pt: \"model\" is read (2 tensors); left out: \"ema\" (2"
                                    + " tensors), \"optimizer\" (2 tensors); to open another, save"
                                    + " it by itself");
            assertThat(averages.entries())
                    .map(entry -> entry.key() + "=" + entry.value())
                    .containsExactly("read=model", "left out.ema=2", "left out.optimizer=2");
            assertThat(state.notes()).isEmpty();
        }
    }

    @Test
    void readsTypesThatOnlyTheTensorNames() throws IOException {
        try (Checkpoint opened = new PytorchFormat().open(FOLDER.resolve("untyped.pt"));
                Checkpoint expected =
                        new SafetensorsFormat()
                                .open(FOLDER.resolve("expected-untyped.safetensors"))) {
            for (TensorInfo same : expected.tensors()) {
                TensorInfo tensor = tensor(opened, same.name());
                assertThat(tensor.dtype()).as(same.name()).isEqualTo(DType.F32);
                assertThat(tensor.shape()).as(same.name()).isEqualTo(same.shape());
                assertThat(values(opened, tensor)).isEqualTo(values(expected, same));
            }
            assertThat(tensor(opened, "e4m3").encoding()).isEqualTo("F8_E4M3");
            assertThat(tensor(opened, "turned").encoding()).isEqualTo("F8_E4M3, strided");
            assertThat(tensor(opened, "e5m2").encoding()).isEqualTo("F8_E5M2");
            assertThat(tensor(opened, "u16").dtype()).isEqualTo(DType.U16);
            assertThat(tensor(opened, "u64").dtype()).isEqualTo(DType.U64);
        }
    }

    @Test
    void doesNotTakeStridesForCodes() throws IOException {
        try (Checkpoint opened = new PytorchFormat().open(FOLDER.resolve("state.bin"))) {
            assertThat(SourceReference.of(opened)).isEmpty();
        }
    }

    @Test
    void opensAFolderOfShardsByTheirIndex() throws IOException {
        Files.copy(FOLDER.resolve("trainer.pt"), folder.resolve("a.bin"));
        Files.writeString(
                folder.resolve("pytorch_model.bin.index.json"),
                "{\"weight_map\": {\"w\": \"a.bin\"}}");
        PytorchFormat format = new PytorchFormat();
        assertThat(format.recognises(folder)).isTrue();
        try (Checkpoint opened = format.open(folder)) {
            assertThat(opened.tensors()).map(TensorInfo::file).containsExactly("a.bin");
        }
    }

    private static TensorInfo tensor(Checkpoint of, String name) {
        return of.tensors().stream()
                .filter(tensor -> tensor.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static float[] values(Checkpoint of, TensorInfo tensor) {
        RowReader reader = new RowReader(of.view(tensor), new ScalarKernels());
        float[] values = new float[Math.toIntExact(tensor.elementCount())];
        reader.read(0, (int) reader.rows(), values);
        return values;
    }
}
