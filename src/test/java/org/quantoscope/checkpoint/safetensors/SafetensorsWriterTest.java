package org.quantoscope.checkpoint.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.checkpoint.MalformedCheckpointException;
import org.quantoscope.tensor.DType;
import org.quantoscope.tensor.Shape;
import org.quantoscope.tensor.TensorInfo;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

class SafetensorsWriterTest {
    private static final Map<String, String> METADATA = Map.of("format", "pt", "a\"key", "wörd\n");

    @TempDir Path folder;

    @Test
    void whatItWritesReadsBackWithSizesToldAfterTheData() throws IOException {
        Path file = folder.resolve("out.safetensors");
        byte[] large = new byte[3 << 20];
        for (int i = 0; i < large.length; i++) {
            large[i] = (byte) (i * 31 >>> 3);
        }
        long bytes;
        try (SafetensorsWriter writer = create(file, "large", "w", "scalar", "empty")) {
            writer.begin("large", DType.U8);
            writer.write(large, 0, 5);
            writer.write(large, 5, large.length - 5);
            writer.end(Shape.of(3, 1 << 20));
            writer.begin("w", DType.F32);
            writer.write(MemorySegment.ofArray(new float[] {1, 2, 3, 4}));
            writer.end(Shape.of(2, 2));
            writer.begin("scalar", DType.F32);
            writer.write(MemorySegment.ofArray(new float[] {-0.5f}));
            writer.end(Shape.of());
            writer.begin("empty", DType.BF16);
            writer.end(Shape.of(0, 7));
            bytes = writer.finish(METADATA);
        }
        assertThat(Files.size(file)).isEqualTo(bytes);
        try (Checkpoint read = new SafetensorsFormat().open(file)) {
            assertThat(read.metadata().get("out.safetensors")).isEqualTo(METADATA);
            assertThat(read.tensors())
                    .extracting(TensorInfo::name)
                    .containsExactly("large", "w", "scalar", "empty");
            assertThat(read.tensors().getFirst().byteOffset())
                    .isEqualTo(dataStart(read))
                    .isEqualTo(bytes - (3 << 20) - 20);
            assertThat(read.bytes(read.tensors().getFirst()).toArray(ValueLayout.JAVA_BYTE))
                    .isEqualTo(large);
            assertThat(read.bytes(read.tensors().get(2)).get(ValueLayout.JAVA_FLOAT_UNALIGNED, 0))
                    .isEqualTo(-0.5f);
        }
    }

    private static long dataStart(Checkpoint read) {
        long start = read.tensors().getFirst().byteOffset();
        assertThat(start % 8).isZero();
        return start;
    }

    @Test
    void anUnfinishedFileIsRefusedByTheReader() throws IOException {
        Path file = folder.resolve("cut.safetensors");
        try (SafetensorsWriter writer = create(file, "w")) {
            writer.begin("w", DType.U8);
            writer.write(new byte[8], 0, 8);
        }
        assertThatThrownBy(() -> new SafetensorsFormat().open(file))
                .isInstanceOf(MalformedCheckpointException.class);
    }

    @Test
    void refusesAShapeThatIsNotWhatWasWritten() throws IOException {
        try (SafetensorsWriter writer = create(folder.resolve("a.safetensors"), "w")) {
            writer.begin("w", DType.F32);
            writer.write(new byte[8], 0, 8);
            assertThatThrownBy(() -> writer.end(Shape.of(3)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("12 bytes, but 8");
        }
    }

    @Test
    void refusesTheSameNameTwice() throws IOException {
        try (SafetensorsWriter writer = create(folder.resolve("a.safetensors"), "w")) {
            writer.begin("w", DType.F32);
            writer.end(Shape.of(0));
            assertThatThrownBy(() -> writer.begin("w", DType.F32))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void refusesToOverwriteAFile() throws IOException {
        Path file = Files.write(folder.resolve("a.safetensors"), new byte[] {1});
        assertThatThrownBy(() -> create(file, "w")).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(file).hasBinaryContent(new byte[] {1});
    }

    @Test
    void refusesAHeaderThatOutgrewItsSpaceAndLeavesTheFileUnfinished() throws IOException {
        Path file = folder.resolve("a.safetensors");
        try (SafetensorsWriter writer = SafetensorsWriter.create(file, 8)) {
            writer.begin("long name", DType.U8);
            writer.end(Shape.of(0));
            assertThatThrownBy(() -> writer.finish(Map.of()))
                    .isInstanceOf(IllegalStateException.class);
        }
        assertThat(Files.readAllBytes(file)).startsWith(new byte[8]);
    }

    @Test
    void capacityHoldsTheLongestHeaderPossible() {
        Shape shape = Shape.of(1L << 31, 1L << 31, 1);
        HeaderEntry entry =
                new HeaderEntry(
                        "na\"me\u0001ü", DType.F8_E4M3FNUZ, shape, Long.MAX_VALUE, Long.MAX_VALUE);
        long capacity = SafetensorsWriter.headerCapacity(List.of(entry.name()), 3, METADATA);
        assertThat(capacity).isGreaterThanOrEqualTo(HeaderJson.of(List.of(entry), METADATA).length);
    }

    private static SafetensorsWriter create(Path file, String... names) throws IOException {
        return SafetensorsWriter.create(
                file, SafetensorsWriter.headerCapacity(List.of(names), 2, METADATA));
    }
}
