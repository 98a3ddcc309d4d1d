package org.quantoscope.checkpoint.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.checkpoint.MalformedCheckpointException;

import java.io.IOException;
import java.nio.file.Path;

/** What every refusal owes to its reader, asserted in one place. */
final class Refusals {
    private Refusals() {}

    /**
     * Opens {@code path}, asserts that it is refused by one printable line that names a file, and
     * returns the refusal.
     */
    static MalformedCheckpointException refusalOf(Path path) {
        MalformedCheckpointException refusal =
                catchThrowableOfType(
                        MalformedCheckpointException.class,
                        () -> {
                            try (Checkpoint opened = new SafetensorsFormat().open(path)) {
                                assertThat(opened.tensors()).as("opened in spite of all").isNull();
                            }
                        });
        assertThat(refusal).as("refusal of %s", path).isNotNull();
        assertThat(refusal.getMessage())
                .contains(path.getFileName().toString())
                .hasSizeLessThan(600)
                .matches(line -> line.chars().noneMatch(Character::isISOControl), "printable line");
        return refusal;
    }

    /** Writes {@code file} into {@code folder} and returns why it is refused. */
    static MalformedCheckpointException refusalOf(RawFile file, Path folder) throws IOException {
        return refusalOf(file.writeTo(folder.resolve("bad.safetensors")));
    }
}
