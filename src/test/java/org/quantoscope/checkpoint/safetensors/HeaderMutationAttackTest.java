package org.quantoscope.checkpoint.safetensors;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.checkpoint.MalformedCheckpointException;
import org.quantoscope.checkpoint.MalformedCheckpointException.Reason;
import org.quantoscope.tensor.TensorInfo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;

/**
 * Thousands of small damages: each file opens with every byte in reach, or is refused with a
 * reason, and nothing else happens.
 */
class HeaderMutationAttackTest {
    private static final int FILES = 4_000;

    @TempDir Path folder;

    @Test
    void everyDamagedFileOpensWholeOrIsRefused() throws IOException {
        byte[] intact =
                new RawFile()
                        .header(
                                "{\"__metadata__\":{\"format\":\"pt\"},"
                                        + RawFile.entry("a", "F32", "[2,3]", 0, 24)
                                        + ","
                                        + RawFile.entry("b", "BF16", "[4]", 24, 32)
                                        + ","
                                        + RawFile.entry("c", "F4", "[]", 32, 32)
                                                .replace("[]", "[0]")
                                        + "}")
                        .data(32)
                        .bytes();
        Random random = new Random(7);
        Set<Reason> reasons = EnumSet.noneOf(Reason.class);
        for (int i = 0; i < FILES; i++) {
            Path file = Files.write(folder.resolve("m.safetensors"), damaged(intact, random));
            try (Checkpoint opened = new SafetensorsFormat().open(file)) {
                for (TensorInfo tensor : opened.tensors()) {
                    assertThat(opened.bytes(tensor).byteSize()).isEqualTo(tensor.byteCount());
                }
            } catch (MalformedCheckpointException refused) {
                reasons.add(refused.reason());
            }
        }
        assertThat(reasons).hasSizeGreaterThan(10);
    }

    private static byte[] damaged(byte[] intact, Random random) {
        byte[] bytes = intact.clone();
        String favourites = "{}[]\",:0123456789-.eE\\u \n";
        for (int damages = 1 + random.nextInt(3); damages > 0; damages--) {
            int at = random.nextInt(bytes.length);
            bytes[at] =
                    random.nextBoolean()
                            ? (byte) random.nextInt(256)
                            : (byte) favourites.charAt(random.nextInt(favourites.length()));
        }
        int kept = random.nextInt(8) == 0 ? random.nextInt(bytes.length) : bytes.length;
        return java.util.Arrays.copyOf(bytes, kept);
    }
}
