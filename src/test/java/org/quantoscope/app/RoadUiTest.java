package org.quantoscope.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quantoscope.app.OpenWindow.onScreen;
import static org.quantoscope.app.OpenWindow.waitUntil;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/**
 * The whole road, by mouse and keys, with only the system's file choosers left out: open, tune,
 * brush the map, apply a point of the trade-off, apply a budget, export, report, save the session,
 * and find everything again in another window.
 */
class RoadUiTest {
    @TempDir private Path folder;

    @Test
    void ofTheSampleLeadsFromTheEmptyWindowToFilesAndBack() throws Exception {
        walk(
                "stories260k",
                window -> assertThat(window.node("empty").isVisible()).isTrue(),
                road -> road.click("button-file-sample"));
    }

    @Test
    void ofAModelShapedLikeGpt2LeadsThereToo() throws Exception {
        Path gpt2 = Path.of("src/test/resources/models/gpt2");
        walk(
                "gpt2",
                window -> {},
                road ->
                        onScreen(() -> {
                            road.window().window().actions().open(gpt2);
                            return true;
                        }));
    }

    private interface Step<T> {
        void take(T with) throws Exception;
    }

    private void walk(String name, Step<OpenWindow> before, Step<Road> open) throws Exception {
        Path session = folder.resolve(name + ".session.json");
        Path exported = folder.resolve(name + "-small");
        RoadEnd end;
        try (OpenWindow window = new OpenWindow(new ForgetfulSettings(Themes.Choice.LIGHT))) {
            Road road = new Road(window);
            before.take(window);
            open.take(road);
            waitUntil(() ->
                    window.model()
                            .session()
                            .map(it -> it.checkpoint().name().equals(name))
                            .orElse(false));
            window.settle();
            var start = window.model().editor().recipe();
            road.tune();
            road.brushTheMap();
            road.overrideWhatIsSelected();
            road.applyAPointOfTheTradeOff();
            road.applyABudget(4.6);
            road.export(exported);
            road.report(folder.resolve(name + ".html"));
            end = road.saveSession(session);
            road.undoEverything();
            assertThat(window.model().editor().recipe()).isEqualTo(start);
        }
        try (OpenWindow window = new OpenWindow(new ForgetfulSettings(Themes.Choice.DARK))) {
            Road road = new Road(window);
            road.comesBackTo(end, session);
            road.opensAgain(exported, end);
        }
    }
}
