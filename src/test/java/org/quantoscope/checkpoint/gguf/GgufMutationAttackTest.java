package org.quantoscope.checkpoint.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.checkpoint.MalformedCheckpointException;
import org.quantoscope.checkpoint.MalformedCheckpointException.Reason;
import org.quantoscope.kernel.ScalarKernels;
import org.quantoscope.quant.RowReader;
import org.quantoscope.quant.UnquantizableTensorException;
import org.quantoscope.tensor.TensorInfo;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;

/**
 * Thousands of small damages to a file that llama.cpp wrote: each opens with every byte and every
 * row in reach, or is refused with a reason, and nothing else happens.
 */
class GgufMutationAttackTest {
    private static final Path REAL = Path.of("src/test/resources/gguf/stories260k-Q4_0.gguf");
    private static final int FILES = 2_000;

    /** Ends of ranges, as little-endian numbers of 1 to 8 bytes. */
    private static final long[] FAVOURITES = {
        0,
        1,
        -1,
        31,
        33,
        63,
        64,
        127,
        128,
        255,
        1 << 16,
        1L << 31,
        1L << 32,
        1L << 62,
        Long.MIN_VALUE
    };

    /** Headers are smaller than a tenth of this; a claim believed would be far larger. */
    private static final long MOST_BYTES_PER_FILE = 16_000_000;

    @TempDir Path folder;

    @Test
    void everyDamagedFileOpensWholeOrIsRefused() throws IOException {
        byte[] intact = Files.readAllBytes(REAL);
        int headerBytes = headerBytes();
        Random random = new Random(11);
        Set<Reason> reasons = EnumSet.noneOf(Reason.class);
        int opened = 0;
        for (int i = 0; i < FILES; i++) {
            Path file = folder.resolve("m.gguf");
            Files.write(file, damaged(intact, headerBytes, random));
            long before = allocatedBytes();
            try (Checkpoint model = new GgufFormat().open(file)) {
                opened++;
                readEverything(model);
            } catch (MalformedCheckpointException refused) {
                reasons.add(refused.reason());
            }
            assertThat(allocatedBytes() - before).isLessThan(MOST_BYTES_PER_FILE);
        }
        assertThat(reasons).hasSizeGreaterThan(8);
        assertThat(opened).isPositive();
    }

    @Test
    void everyFileCutWithinItsHeaderIsRefused() throws IOException {
        byte[] intact = Files.readAllBytes(REAL);
        for (int kept = 0; kept < headerBytes(); kept += 37) {
            Path cut = Files.write(folder.resolve("c.gguf"), Arrays.copyOf(intact, kept));
            assertThatThrownBy(() -> new GgufFormat().open(cut).close())
                    .asInstanceOf(
                            InstanceOfAssertFactories.type(MalformedCheckpointException.class))
                    .extracting(MalformedCheckpointException::reason)
                    .isIn(Reason.BAD_MAGIC, Reason.HEADER_BEYOND_FILE, Reason.DATA_BEYOND_FILE);
        }
    }

    private static int headerBytes() throws IOException {
        try (Checkpoint real = new GgufFormat().open(REAL)) {
            return Math.toIntExact(real.tensors().getFirst().byteOffset()) - 32;
        }
    }

    private static void readEverything(Checkpoint model) {
        for (TensorInfo tensor : model.tensors()) {
            assertThat(model.bytes(tensor).byteSize()).isEqualTo(tensor.byteCount());
            if (!tensor.dtype().isAnalysable()) {
                continue;
            }
            try {
                RowReader reader = new RowReader(model.view(tensor), new ScalarKernels());
                float[] row = new float[reader.columns()];
                for (long at = 0; at < reader.rows(); at += Math.max(1, reader.rows() / 3)) {
                    reader.read(at, 1, row);
                }
            } catch (UnquantizableTensorException tooWide) {
                assertThat(tooWide).hasMessageContaining(tensor.name());
            }
        }
        assertThat(model.metadata()).hasSize(1);
        assertThat(model.config()).isNotNull();
    }

    private static long allocatedBytes() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
                .getCurrentThreadAllocatedBytes();
    }

    private static byte[] damaged(byte[] intact, int headerBytes, Random random) {
        byte[] bytes = intact.clone();
        for (int damages = 1 + random.nextInt(3); damages > 0; damages--) {
            // Half of them where the counts, the last keys and the tensors are.
            int at =
                    switch (random.nextInt(4)) {
                        case 0 -> random.nextInt(200);
                        case 1 -> headerBytes - 1 - random.nextInt(3_000);
                        default -> random.nextInt(headerBytes);
                    };
            long value = FAVOURITES[random.nextInt(FAVOURITES.length)];
            int width = random.nextBoolean() ? 1 : 1 << random.nextInt(4);
            for (int i = 0; i < width; i++) {
                bytes[at + i] =
                        random.nextInt(3) == 0
                                ? (byte) random.nextInt(256)
                                : (byte) (value >>> 8 * i);
            }
        }
        int kept = random.nextInt(8) == 0 ? random.nextInt(bytes.length) : bytes.length;
        return Arrays.copyOf(bytes, kept);
    }
}
