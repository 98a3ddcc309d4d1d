package org.quantoscope.checkpoint.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quantoscope.checkpoint.safetensors.Refusals.refusalOf;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.quantoscope.checkpoint.MalformedCheckpointException;
import org.quantoscope.checkpoint.MalformedCheckpointException.Reason;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/** Indexes that point elsewhere, at nothing, or at other tensors than the files hold. */
class ShardIndexAttackTest {
    private static final String INDEX = "model.safetensors.index.json";

    @TempDir Path outside;
    private Path folder;

    @BeforeEach
    void writeTwoShards() throws IOException {
        folder = Files.createDirectory(outside.resolve("model"));
        shard("a").writeTo(folder.resolve("1.safetensors"));
        shard("b").writeTo(folder.resolve("2.safetensors"));
        shard("b").writeTo(outside.resolve("2.safetensors"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../2.safetensors",
                "sub/../../2.safetensors",
                "..",
                "/etc/passwd",
                "/tmp/2.safetensors",
                "..\\\\2.safetensors",
                "C:\\\\2.safetensors",
                "C:2.safetensors",
                "file:///etc/passwd",
                "//host/share/2.safetensors"
            })
    void refusesAnIndexThatLeavesItsFolder(String shard) throws IOException {
        assertIndexRefused(Reason.INDEX_LEAVES_FOLDER, "b", map("\"b\":\"" + shard + "\""));
    }

    @Test
    void refusesALinkOutOfTheFolder() throws IOException {
        Files.createSymbolicLink(
                folder.resolve("link.safetensors"), outside.resolve("2.safetensors"));
        writeIndex(map("\"a\":\"1.safetensors\",\"b\":\"link.safetensors\""));
        assertThat(new SafetensorsFormat().recognises(folder)).isTrue();
        assertFolderRefused(Reason.INDEX_LEAVES_FOLDER);
    }

    @Test
    void refusesALinkedSubfolderOutOfTheFolder() throws IOException {
        Files.createSymbolicLink(folder.resolve("sub"), outside);
        writeIndex(map("\"a\":\"1.safetensors\",\"b\":\"sub/2.safetensors\""));
        assertFolderRefused(Reason.INDEX_LEAVES_FOLDER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "./2.safetensors",
                "sub//2.safetensors",
                "2.safetensors/",
                "config.json",
                "2.bin",
                "\\u0000.safetensors",
                "2\\n.safetensors"
            })
    void refusesNamesThatAreNoPlainWeightFile(String shard) throws IOException {
        assertIndexRefused(Reason.BAD_INDEX, "b", map("\"b\":\"" + shard + "\""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "not json",
                "{",
                "{}",
                "{\"metadata\":{}}",
                "{\"weight_map\":{}}",
                "{\"weight_map\":[]}",
                "{\"weight_map\":null}",
                "{\"weight_map\":{\"a\":1}}",
                "{\"weight_map\":{\"a\":null}}",
                "{\"weight_map\":{\"a\":[\"1.safetensors\"]}}",
                "{\"weight_map\":{\"a\":\"1.safetensors\"}} x"
            })
    void refusesWhatIsNoIndex(String text) throws IOException {
        assertIndexRefused(Reason.BAD_INDEX, text);
    }

    @Test
    void refusesATensorTwice() throws IOException {
        assertIndexRefused(
                Reason.DUPLICATE_KEY, "a", map("\"a\":\"1.safetensors\",\"a\":\"2.safetensors\""));
    }

    @Test
    void refusesTwoWeightMaps() throws IOException {
        String map = "\"weight_map\":{\"a\":\"1.safetensors\"}";
        assertIndexRefused(Reason.DUPLICATE_KEY, "{" + map + "," + map + "}");
    }

    @Test
    void refusesAnIndexOfMoreBytesThanAnyModelNeeds() throws IOException {
        Path index = writeIndex("{");
        try (RandomAccessFile file = new RandomAccessFile(index.toFile(), "rw")) {
            file.setLength(100_000_001);
        }
        assertThat(refusalOf(index).reason()).isEqualTo(Reason.BAD_INDEX);
    }

    @Test
    void refusesAMissingShard() throws IOException {
        Files.delete(folder.resolve("2.safetensors"));
        writeIndex(map("\"a\":\"1.safetensors\",\"b\":\"2.safetensors\""));
        assertThat(assertFolderRefused(Reason.MISSING_SHARD)).hasMessageContaining("2.safetensors");
    }

    @Test
    void refusesAFolderInPlaceOfAShard() throws IOException {
        Files.createDirectory(folder.resolve("3.safetensors"));
        writeIndex(map("\"a\":\"1.safetensors\",\"b\":\"3.safetensors\""));
        assertFolderRefused(Reason.MISSING_SHARD);
    }

    @Test
    void refusesATensorThatItsShardLacks() throws IOException {
        assertIndexRefused(
                Reason.INDEX_MISMATCH,
                "c",
                map("\"a\":\"1.safetensors\",\"b\":\"2.safetensors\",\"c\":\"2.safetensors\""));
    }

    @Test
    void refusesATensorThatIsInAnotherShard() throws IOException {
        assertIndexRefused(
                Reason.INDEX_MISMATCH, "a", map("\"a\":\"2.safetensors\",\"b\":\"1.safetensors\""));
    }

    @Test
    void refusesATensorThatTheIndexDoesNotName() throws IOException {
        RawFile two =
                new RawFile()
                        .header(
                                "{"
                                        + RawFile.entry("b", "F32", "[2]", 0, 8)
                                        + ","
                                        + RawFile.entry("hidden", "F32", "[2]", 8, 16)
                                        + "}")
                        .data(16);
        two.writeTo(folder.resolve("2.safetensors"));
        assertIndexRefused(
                Reason.INDEX_MISMATCH,
                "hidden",
                map("\"a\":\"1.safetensors\",\"b\":\"2.safetensors\""));
    }

    @Test
    void refusesATensorThatTwoNamedShardsHold() throws IOException {
        shard("a").writeTo(folder.resolve("3.safetensors"));
        writeIndex(map("\"a\":\"1.safetensors\",\"b\":\"2.safetensors\",\"x\":\"3.safetensors\""));
        assertThat(assertFolderRefused(Reason.DUPLICATE_TENSOR).tensor()).isEqualTo("a");
    }

    @Test
    void namesTheShardThatIsMalformed() throws IOException {
        Files.write(folder.resolve("2.safetensors"), new byte[3]);
        writeIndex(map("\"a\":\"1.safetensors\",\"b\":\"2.safetensors\""));
        assertThat(assertFolderRefused(Reason.FILE_TOO_SMALL))
                .hasMessageContaining("2.safetensors");
    }

    private static RawFile shard(String tensor) {
        return new RawFile().header("{" + RawFile.entry(tensor, "F32", "[2]", 0, 8) + "}").data(8);
    }

    private static String map(String entries) {
        return "{\"metadata\":{\"total_size\":16},\"weight_map\":{" + entries + "}}";
    }

    private Path writeIndex(String text) throws IOException {
        return Files.writeString(folder.resolve(INDEX), text);
    }

    private void assertIndexRefused(Reason reason, String tensor, String text) throws IOException {
        assertThat(assertIndexRefused(reason, text).tensor()).isEqualTo(tensor);
    }

    private MalformedCheckpointException assertIndexRefused(Reason reason, String text)
            throws IOException {
        MalformedCheckpointException refusal = refusalOf(writeIndex(text));
        assertThat(refusal.reason()).isEqualTo(reason);
        assertFolderRefused(reason);
        return refusal;
    }

    private MalformedCheckpointException assertFolderRefused(Reason reason) {
        MalformedCheckpointException refusal = refusalOf(folder);
        assertThat(refusal.reason()).isEqualTo(reason);
        return refusal;
    }
}
