package org.quantoscope.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class NativeLibraryCacheTest {
    @TempDir Path home;

    @Test
    void takesAHomeInWhichAFolderCanBeMade() {
        assertThat(NativeLibraryCache.canBeWritten(home.resolve(".openjfx/cache"))).isTrue();
    }

    @Test
    void passesOverAHomeThatIsNoFolder() throws IOException {
        Path file = Files.writeString(home.resolve("file"), "no home");
        assertThat(NativeLibraryCache.canBeWritten(file.resolve(".openjfx/cache"))).isFalse();
    }

    @Test
    void passesOverAHomeWhereNothingCanBeMade() {
        Path unwritable = Path.of("/proc/version");
        assertThat(NativeLibraryCache.canBeWritten(unwritable.resolve(".openjfx"))).isFalse();
    }
}
