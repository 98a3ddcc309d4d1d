package org.quantoscope.checkpoint.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quantoscope.checkpoint.safetensors.Refusals.refusalOf;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.quantoscope.checkpoint.MalformedCheckpointException.Reason;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Folders without an index that are not the whole of one model. */
class ModelFolderAttackTest {
    @TempDir Path folder;

    @Test
    void refusesAFolderWithoutWeights() throws IOException {
        Files.writeString(folder.resolve("config.json"), "{}");
        assertThat(new SafetensorsFormat().recognises(folder)).isTrue();
        assertThat(refusalOf(folder).reason()).isEqualTo(Reason.NO_WEIGHTS);
    }

    @Test
    void refusesAFolderThatLacksOneOfItsCountedShards() throws IOException {
        RawFile.honest().writeTo(folder.resolve("model-00001-of-00003.safetensors"));
        RawFile.honest().writeTo(folder.resolve("model-00003-of-00003.safetensors"));
        assertThat(refusalOf(folder.resolve("..").resolve(folder.getFileName())))
                .hasMessageContaining("model-00002-of-00003.safetensors")
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.MISSING_SHARD));
    }

    @Test
    void refusesTheSameTensorInTwoShards() throws IOException {
        RawFile.honest().writeTo(folder.resolve("a.safetensors"));
        RawFile.honest().writeTo(folder.resolve("b.safetensors"));
        assertThat(refusalOf(folder))
                .hasMessageContaining("b.safetensors")
                .hasMessageContaining("a.safetensors")
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.DUPLICATE_TENSOR))
                .satisfies(e -> assertThat(e.tensor()).isEqualTo("w"));
    }

    @Test
    void refusesToChooseBetweenTwoIndexes() throws IOException {
        Files.writeString(folder.resolve("a.safetensors.index.json"), "{}");
        Files.writeString(folder.resolve("b.safetensors.index.json"), "{}");
        assertThat(refusalOf(folder).reason()).isEqualTo(Reason.BAD_INDEX);
    }

    @Test
    void refusesAFolderInPlaceOfAFile() throws IOException {
        Path file = Files.createDirectory(folder.resolve("model.safetensors"));
        assertThat(refusalOf(file).reason()).isEqualTo(Reason.NO_WEIGHTS);
    }

    @Test
    void refusesALinkToItself() throws IOException {
        Path link = folder.resolve("model.safetensors");
        Files.createSymbolicLink(link, link);
        assertThat(refusalOf(link).reason()).isEqualTo(Reason.NO_WEIGHTS);
    }

    @Test
    @Timeout(60)
    void refusesAPipeInsteadOfWaitingForIt() throws IOException, InterruptedException {
        Path pipe = folder.resolve("model.safetensors");
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/mkfifo")), "no mkfifo here");
        Process mkfifo = new ProcessBuilder("/usr/bin/mkfifo", pipe.toString()).start();
        assertThat(mkfifo.waitFor()).isZero();
        assertThat(refusalOf(pipe).reason()).isEqualTo(Reason.NO_WEIGHTS);
        assertThat(refusalOf(folder).reason()).isEqualTo(Reason.NO_WEIGHTS);
    }
}
