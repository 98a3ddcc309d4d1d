package org.quantoscope.checkpoint.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quantoscope.checkpoint.safetensors.Refusals.refusalOf;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.quantoscope.checkpoint.MalformedCheckpointException.Reason;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/** Lies about the first eight bytes. */
class HeaderLengthAttackTest {
    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 9})
    void refusesFileTooSmallForAnyHeader(int fileBytes) throws IOException {
        Path file = Files.write(folder.resolve("tiny.safetensors"), new byte[fileBytes]);
        assertThat(refusalOf(file).reason()).isEqualTo(Reason.FILE_TOO_SMALL);
    }

    @ParameterizedTest
    @ValueSource(longs = {100_000_001, 1L << 40, Long.MAX_VALUE, Long.MIN_VALUE, -1})
    void refusesHeaderLongerThanTheFormatAllows(long declared) throws IOException {
        assertThat(refusalOf(RawFile.honest().declaring(declared), folder))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.HEADER_TOO_LARGE))
                .hasMessageContaining(Long.toUnsignedString(declared));
    }

    @Test
    void saysWhereAGitLfsPointerStandsForTheFile() throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("model.safetensors"),
                        "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 538\n");
        assertThat(refusalOf(file).reason()).isEqualTo(Reason.HEADER_TOO_LARGE);
        assertThat(refusalOf(file)).hasMessageContaining("git lfs pull");
    }

    @ParameterizedTest
    @ValueSource(longs = {100_000_000, 4096, 65})
    void refusesHeaderLongerThanFile(long declared) throws IOException {
        RawFile file = RawFile.honest().data(0).declaring(declared);
        assertThat(file.bytes()).hasSizeLessThan(8 + 65);
        assertThat(refusalOf(file, folder).reason()).isEqualTo(Reason.HEADER_BEYOND_FILE);
    }

    @Test
    void refusesHeaderOfNoBytes() throws IOException {
        assertThat(refusalOf(RawFile.honest().declaring(0), folder).reason())
                .isEqualTo(Reason.HEADER_NOT_JSON_OBJECT);
    }

    @Test
    void refusesHeaderCutShortByItsOwnLength() throws IOException {
        assertThat(refusalOf(RawFile.honest().declaring(20), folder).reason())
                .isEqualTo(Reason.HEADER_NOT_JSON);
    }

    @Test
    void refusesTheLargestHeaderAllowedWhereItIsEmptySpace() throws IOException {
        Path file = folder.resolve("sparse.safetensors");
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            out.write(RawFile.honest().declaring(100_000_000).data(0).bytes());
            out.setLength(100_000_008);
        }
        assertThat(refusalOf(file).reason()).isEqualTo(Reason.HEADER_NOT_JSON);
    }
}
