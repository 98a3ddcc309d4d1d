package org.quantoscope.checkpoint.pytorch;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.checkpoint.MalformedCheckpointException;
import org.quantoscope.checkpoint.MalformedCheckpointException.Reason;
import org.quantoscope.kernel.ScalarKernels;
import org.quantoscope.quant.RowReader;
import org.quantoscope.tensor.TensorInfo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Lies of the zip around a pickle, and thousands of damages to a file that torch wrote. */
class ZipAttackTest {
    private static final int FILES = 3_000;

    @TempDir Path folder;

    @Test
    void refusesAFileThatIsNoZip() throws IOException {
        assertRefused(write(new byte[] {(byte) 0x80, 2, '}', '.', 0}), Reason.BAD_MAGIC)
                .hasMessageContaining("before 1.6");
    }

    @Test
    void refusesATruncatedFile() throws IOException {
        byte[] bytes = honest();
        assertRefused(write(Arrays.copyOf(bytes, bytes.length - 1)), Reason.BAD_MAGIC)
                .hasMessageContaining("truncated");
    }

    @Test
    void refusesCompressedEntries() throws IOException {
        Path file = folder.resolve("bad.bin");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("m/data.pkl"));
            zip.write(new byte[1000]);
        }
        assertRefused(file, Reason.BAD_METADATA).hasMessageContaining("compressed");
    }

    @Test
    void refusesAZipWithoutAPickle() throws IOException {
        Path file = folder.resolve("bad.bin");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            RawPickle.put(zip, "m/other.pkl", new byte[1]);
        }
        assertRefused(file, Reason.NO_WEIGHTS);
    }

    @Test
    void refusesTwoEntriesOfOneName() throws IOException {
        byte[] bytes = replaced(honest(), "m/data/0", "m/data/1");
        Path file = folder.resolve("bad.bin");
        Files.write(file, bytes);
        assertRefused(file, Reason.DATA_BEYOND_FILE).hasMessageContaining("not there");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            RawPickle.put(zip, "m/data/1", new byte[3]);
            RawPickle.put(zip, "m/data/2", new byte[3]);
        }
        Files.write(file, replaced(Files.readAllBytes(file), "m/data/2", "m/data/1"));
        assertRefused(file, Reason.DUPLICATE_KEY);
    }

    @Test
    void refusesBigEndianFiles() throws IOException {
        Path file = folder.resolve("bad.bin");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            RawPickle.put(zip, "m/data.pkl", new byte[] {'.'});
            RawPickle.put(zip, "m/byteorder", "big".getBytes(StandardCharsets.US_ASCII));
        }
        assertRefused(file, Reason.BAD_METADATA).hasMessageContaining("little-endian");
    }

    @Test
    void everyDamagedFileOpensWholeOrIsRefused() throws IOException {
        byte[] intact = Files.readAllBytes(Path.of("src/test/resources/pytorch/state.bin"));
        Random random = new Random(3);
        Set<Reason> reasons = EnumSet.noneOf(Reason.class);
        int opened = 0;
        for (int i = 0; i < FILES; i++) {
            byte[] bytes = intact.clone();
            for (int damages = 1 + random.nextInt(3); damages > 0; damages--) {
                // Pickle in front, directory at the end; data between are of no interest.
                int at =
                        random.nextBoolean()
                                ? random.nextInt(1_200)
                                : bytes.length - 1 - random.nextInt(1_500);
                bytes[at] = (byte) (random.nextBoolean() ? random.nextInt(256) : bytes[at] + 1);
            }
            try (Checkpoint model = new PytorchFormat().open(write(bytes))) {
                opened++;
                for (TensorInfo tensor : model.tensors()) {
                    assertThat(model.bytes(tensor).byteSize()).isEqualTo(tensor.byteCount());
                    if (tensor.dtype().isAnalysable() && tensor.elementCount() > 0) {
                        RowReader reader = new RowReader(model.view(tensor), new ScalarKernels());
                        reader.read(0, 1, new float[reader.columns()]);
                        reader.read(reader.rows() - 1, 1, new float[reader.columns()]);
                    }
                }
            } catch (MalformedCheckpointException refused) {
                reasons.add(refused.reason());
            }
        }
        assertThat(opened).isPositive();
        assertThat(reasons).hasSizeGreaterThan(8);
    }

    private byte[] honest() throws IOException {
        return Files.readAllBytes(RawPickle.honest().writeTo(folder.resolve("good.bin")));
    }

    private static byte[] replaced(byte[] bytes, String honest, String lie) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        assertThat(text).contains(honest);
        return text.replace(honest, lie).getBytes(StandardCharsets.ISO_8859_1);
    }

    private Path write(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("bad.bin"), bytes);
    }

    static AbstractThrowableAssert<?, MalformedCheckpointException> assertRefused(
            Path file, Reason reason) {
        MalformedCheckpointException refusal = PickleAttackTest.refusalOf(file);
        assertThat(refusal).as("refusal").isNotNull();
        assertThat(refusal.reason()).as(refusal.getMessage()).isEqualTo(reason);
        assertThat(refusal.getMessage())
                .contains("bad.bin")
                .hasSizeLessThan(600)
                .matches(line -> line.chars().noneMatch(Character::isISOControl), "printable line");
        return assertThat(refusal);
    }
}
