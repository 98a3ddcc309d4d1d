package org.quantoscope.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.Map;

class JavaFxWorkbenchTest {
    @Test
    void opensWhereADisplayIsNamed() {
        assertThat(JavaFxWorkbench.missing("Linux", Map.of("DISPLAY", ":0"), "")).isEmpty();
        assertThat(JavaFxWorkbench.missing("Linux", Map.of("WAYLAND_DISPLAY", "w"), "")).isEmpty();
    }

    @Test
    void missesTheDisplayOnLinuxOnly() {
        assertThat(JavaFxWorkbench.missing("Linux", Map.of("DISPLAY", ""), "")).isPresent();
        assertThat(JavaFxWorkbench.missing("Mac OS X", Map.of(), "")).isEmpty();
        assertThat(JavaFxWorkbench.missing("Windows 11", Map.of(), "")).isEmpty();
    }

    @Test
    void needsNoDisplayOnTheHeadlessPlatform() {
        assertThat(JavaFxWorkbench.missing("Linux", Map.of(), "Headless")).isEmpty();
    }
}
