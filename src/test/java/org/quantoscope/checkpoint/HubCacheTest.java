package org.quantoscope.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

class HubCacheTest {
    @TempDir Path cache;

    @Test
    void listsModelsWithTheirSnapshotsRefsAndSizes() throws IOException {
        Path model = Files.createDirectories(cache.resolve("models--org--name"));
        Files.createDirectories(cache.resolve("datasets--org--other"));
        Path blobs = Files.createDirectories(model.resolve("blobs"));
        Path blob = Files.write(blobs.resolve("aa"), new byte[100]);
        Files.write(blobs.resolve("bb"), new byte[11]);
        Path snapshot = Files.createDirectories(model.resolve("snapshots/c0ffee"));
        Files.createSymbolicLink(snapshot.resolve("model.safetensors"), blob);
        Path refs = Files.createDirectories(model.resolve("refs/pr"));
        Files.writeString(model.resolve("refs/main"), "c0ffee\n");
        Files.writeString(refs.resolve("1"), "c0ffee");
        Files.writeString(model.resolve("refs/old"), "dead");

        assertThat(HubCache.models(cache))
                .singleElement()
                .satisfies(found -> {
                    assertThat(found.name()).isEqualTo("org/name");
                    assertThat(found.bytes()).isEqualTo(111);
                    assertThat(found.snapshots())
                            .containsExactly(
                                    new HubCache.Snapshot(
                                            "c0ffee", List.of("main", "pr/1"), snapshot, 1, 100));
                });
    }

    @Test
    void countsFilesThatLieInTheSnapshotWhereThereAreNoLinks() throws IOException {
        Path snapshot = Files.createDirectories(cache.resolve("models--m/snapshots/r"));
        Files.write(snapshot.resolve("model.safetensors"), new byte[100]);
        assertThat(HubCache.models(cache).getFirst().bytes()).isEqualTo(100);
    }

    @Test
    void leavesOutLinksThatLeadNowhere() throws IOException {
        Path snapshot = Files.createDirectories(cache.resolve("models--m/snapshots/r"));
        Files.createSymbolicLink(snapshot.resolve("x"), cache.resolve("gone"));
        Files.createSymbolicLink(snapshot.resolve("up"), cache);
        assertThat(HubCache.models(cache).getFirst().snapshots().getFirst().files()).isZero();
    }

    @Test
    void saysSoWhereThereIsNoCache() {
        assertThatThrownBy(() -> HubCache.models(cache.resolve("none")))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("no cache of the Hugging Face hub");
    }

    @Test
    void looksWhereHuggingFaceHubLooks() {
        Path home = Path.of("/home/u");
        assertThat(HubCache.folder(Map.of(), home))
                .isEqualTo(Path.of("/home/u/.cache/huggingface/hub"));
        assertThat(HubCache.folder(Map.of("HF_HOME", "/h"), home)).isEqualTo(Path.of("/h/hub"));
        assertThat(HubCache.folder(Map.of("HF_HOME", "/h", "HF_HUB_CACHE", "/c"), home))
                .isEqualTo(Path.of("/c"));
        assertThat(HubCache.folder(Map.of("XDG_CACHE_HOME", "/x"), home))
                .isEqualTo(Path.of("/x/huggingface/hub"));
    }
}
