package org.quantoscope.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;

class FileDialogsTest {
    @Test
    void putsAnEndingOnlyToANameWithoutOne(@TempDir Path folder) {
        assertThat(FileDialogs.withEnding(folder.resolve("mine"), ".json"))
                .isEqualTo(folder.resolve("mine.json"));
        assertThat(FileDialogs.withEnding(folder.resolve("mine.txt"), ".json"))
                .isEqualTo(folder.resolve("mine.txt"));
    }

    @Test
    void neverLeadsToAFileThatTheChooserDidNotAskAbout(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("mine.json"), "{}");
        assertThat(FileDialogs.withEnding(folder.resolve("mine"), ".json"))
                .isEqualTo(folder.resolve("mine"));
    }
}
