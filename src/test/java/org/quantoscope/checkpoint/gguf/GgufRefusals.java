package org.quantoscope.checkpoint.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.assertj.core.api.AbstractThrowableAssert;
import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.checkpoint.MalformedCheckpointException;
import org.quantoscope.checkpoint.MalformedCheckpointException.Reason;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What every refusal of a GGUF file owes to its reader, asserted in one place. */
final class GgufRefusals {
    private GgufRefusals() {}

    /** Asserts that {@code file} is refused for {@code reason}, in one printable line. */
    static AbstractThrowableAssert<?, MalformedCheckpointException> assertRefused(
            Path file, Reason reason) {
        MalformedCheckpointException refusal =
                catchThrowableOfType(
                        MalformedCheckpointException.class,
                        () -> {
                            try (Checkpoint opened = new GgufFormat().open(file)) {
                                assertThat(opened.tensors()).as("opened in spite of all").isNull();
                            }
                        });
        assertThat(refusal).as("refusal of %s", file).isNotNull();
        assertThat(refusal.reason()).as(refusal.getMessage()).isEqualTo(reason);
        assertThat(refusal.getMessage())
                .contains(".gguf")
                .hasSizeLessThan(600)
                .matches(line -> line.chars().noneMatch(Character::isISOControl), "printable line");
        return assertThat(refusal);
    }

    static AbstractThrowableAssert<?, MalformedCheckpointException> assertRefused(
            byte[] bytes, Path folder, Reason reason) throws IOException {
        return assertRefused(Files.write(folder.resolve("bad.gguf"), bytes), reason);
    }
}
