package org.quantoscope.export;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The page shows the script that is tested. */
class PackageFormatPageTest {
    private static final Path SCRIPT = Path.of("src/test/python/restore_package.py");
    private static final Path PAGE = Path.of("src/site/markdown/package-format.md");

    @Test
    void pageEndsWithTheScriptAsItIs() throws IOException {
        assertThat(Files.readString(PAGE))
                .endsWith("```python\n" + Files.readString(SCRIPT) + "```\n");
    }

    @Test
    void scriptHasAtMostFortyLines() throws IOException {
        assertThat(Files.readAllLines(SCRIPT)).hasSizeLessThanOrEqualTo(40);
    }
}
