package org.quantoscope.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** What the launcher tells the compiler about the vector loops. */
class CompileCommandsTest {
    private static final Path COMMANDS = Path.of("src/main/launcher/compile-commands");

    @Test
    void namesLoopsThatExist() throws IOException, ReflectiveOperationException {
        List<String> loops =
                Files.readAllLines(COMMANDS).stream()
                        .filter(line -> line.startsWith("dontinline,"))
                        .map(line -> line.substring("dontinline,".length()))
                        .toList();
        assertThat(loops).isNotEmpty();
        for (String loop : loops) {
            String[] parts = loop.split("::", -1);
            Class<?> type = Class.forName(parts[0], false, getClass().getClassLoader());
            assertThat(Arrays.stream(type.getDeclaredMethods()).map(Method::getName))
                    .as(loop)
                    .contains(parts[1]);
        }
    }
}
