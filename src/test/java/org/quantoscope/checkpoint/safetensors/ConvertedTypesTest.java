package org.quantoscope.checkpoint.safetensors;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.tensor.DType;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.tensor.TensorView;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Types that are read as the float32 numbers that they become. */
class ConvertedTypesTest {
    @TempDir Path folder;

    /** Hashes of all 256 values as torch 2.15.0 converts them, NaNs made one. */
    @ParameterizedTest
    @CsvSource({
        "F8_E4M3, 422eccfaa21e72a6b26855bb10cdcfead6c1ce3262ecd813c99d8cbf9677f2e2",
        "F8_E5M2, 229a94c5f728edf2259da970a0e1dfb45cc1d69cce2b30e37659f3212ec4b8b9"
    })
    void readsEveryF8AsTorchConvertsIt(String type, String sha256) throws Exception {
        byte[] data = new byte[256];
        for (int i = 0; i < data.length; i++) {
            data[i] = (byte) i;
        }
        ByteBuffer bits = ByteBuffer.allocate(1024).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values(type, "[8,32]", data)) {
            bits.putInt(Float.floatToIntBits(value));
        }
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(bits.array());
        assertThat(HexFormat.of().formatHex(hash)).isEqualTo(sha256);
    }

    @Test
    void roundsF64ToTheNearestFloat32() throws IOException {
        ByteBuffer data = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN);
        data.putDouble(0.1).putDouble(-1e300).putDouble(1e-60).putDouble(3);
        assertThat(values("F64", "[2,2]", data.array()))
                .containsExactly(0.1f, Float.NEGATIVE_INFINITY, 0f, 3f);
    }

    @Test
    void leavesF8ThatHasScalesBesideItUndecoded() throws IOException {
        Path file =
                new RawFile()
                        .header(
                                "{"
                                        + RawFile.entry("w", "F8_E4M3", "[4]", 0, 4)
                                        + ","
                                        + RawFile.entry("w_scale_inv", "F32", "[1]", 4, 8)
                                        + "}")
                        .data(8)
                        .writeTo(folder.resolve("scaled.safetensors"));
        try (Checkpoint opened = new SafetensorsFormat().open(file)) {
            assertThat(opened.tensors().getFirst().dtype()).isEqualTo(DType.F8_E4M3);
        }
    }

    private float[] values(String type, String shape, byte[] data) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(
                new RawFile()
                        .header("{" + RawFile.entry("w", type, shape, 0, data.length) + "}")
                        .bytes());
        bytes.writeBytes(data);
        Path file = Files.write(folder.resolve("t.safetensors"), bytes.toByteArray());
        try (Checkpoint opened = new SafetensorsFormat().open(file)) {
            TensorInfo tensor = opened.tensors().getFirst();
            assertThat(tensor.encoding()).isEqualTo(type);
            float[] values = new float[(int) tensor.elementCount()];
            TensorView.Decoded view = (TensorView.Decoded) opened.view(tensor);
            assertThat(view.valueType()).isEqualTo(DType.F32);
            view.decodeRows(0, (int) tensor.rows(), values);
            return values;
        }
    }
}
