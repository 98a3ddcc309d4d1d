package org.quantoscope.ui.control;

import static org.assertj.core.api.Assertions.assertThat;

import javafx.util.Duration;

import org.junit.jupiter.api.Test;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Which lines go away by themselves. */
class NoticeBarUiTest {
    private final List<String> closed = new ArrayList<>();

    @Test
    void onlyAPassingNoticeGoesAwayByItself() throws Exception {
        FxToolkit.registerPrimaryStage();
        WaitForAsyncUtils.waitForAsyncFx(
                60_000,
                () -> {
                    Duration stays = Duration.millis(40);
                    NoticeBar error = new NoticeBar(stays, () -> closed.add("error"));
                    NoticeBar overtaken = new NoticeBar(stays, () -> closed.add("overtaken"));
                    NoticeBar passing = new NoticeBar(stays, () -> closed.add("passing"));
                    error.show("no such file", true, false);
                    overtaken.show("saved", false, true);
                    overtaken.show("no such file", true, false);
                    passing.show("saved", false, true);
                    return true;
                });
        WaitForAsyncUtils.waitFor(
                60,
                TimeUnit.SECONDS,
                () -> WaitForAsyncUtils.waitForAsyncFx(60_000, () -> !closed.isEmpty()));
        assertThat(closed).containsExactly("passing");
    }
}
