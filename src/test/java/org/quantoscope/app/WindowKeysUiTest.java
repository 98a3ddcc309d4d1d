package org.quantoscope.app;

import javafx.scene.input.KeyCode;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/** The window without a mouse. */
class WindowKeysUiTest {
    private OpenWindow window;

    @BeforeEach
    void openWindow() throws Exception {
        window = new OpenWindow(new ForgetfulSettings(Themes.Choice.LIGHT));
        window.openSample();
    }

    @AfterEach
    void closeWindow() throws Exception {
        window.close();
    }

    @Test
    void tabGoesThroughTheWindowAsItIsRead() throws Exception {
        window.focus("button-file-open");
        List<String> visited = new ArrayList<>();
        for (int i = 0; i < 40 && (i == 0 || !window.focused().equals("button-file-open")); i++) {
            visited.add(window.focused());
            window.press(KeyCode.TAB);
        }
        System.out.println(visited);
    }
}
