package org.quantoscope.app;

import static org.assertj.core.api.Assertions.assertThat;

import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.ScrollPane;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testfx.util.WaitForAsyncUtils;

import java.util.List;

/**
 * A window as small as a screen of 1280 by 800 at 150 % leaves it, with the pixels of that scale.
 */
class ScaledScreenUiTest {
    private OpenWindow window;

    @BeforeEach
    void openWindow() throws Exception {
        window = new OpenWindow(new ForgetfulSettings(Themes.Choice.LIGHT));
        OpenWindow.onScreen(() -> {
            window.stage().setRenderScaleX(1.5);
            window.stage().setRenderScaleY(1.5);
            window.stage().setWidth(853);
            window.stage().setHeight(533);
            return true;
        });
        window.openSample();
    }

    @AfterEach
    void closeWindow() throws Exception {
        window.close();
    }

    @Test
    void toolsOfTheTradeOffNeitherOverlapNorLeaveTheWindow() throws Exception {
        show("tradeoff");
        Bounds page = bounds("trade-off");
        Bounds form = around(window.node("grid-further").getParent());
        Bounds axes = around(window.node("trade-off-loss"));
        Bounds run = bounds("trade-off-run");
        Bounds further = bounds("grid-further");
        Bounds loss = bounds("trade-off-loss");
        ScrollPane scroll = scroll("trade-off");
        Bounds view = OpenWindow.onScreen(() -> scroll.localToScene(scroll.getBoundsInLocal()));
        for (Bounds tool : List.of(run, further, loss, bounds("grid-bits"))) {
            assertThat(tool.getMinX()).isGreaterThanOrEqualTo(view.getMinX());
            assertThat(tool.getMaxX()).isLessThanOrEqualTo(view.getMaxX());
        }
        assertThat(page.getWidth()).isLessThanOrEqualTo(view.getWidth());
        assertThat(form.getMaxY()).isLessThanOrEqualTo(axes.getMinY());
        assertThat(further.getMaxY()).isLessThan(loss.getMinY());
        assertThat(run.getMaxY()).isLessThan(loss.getMinY());
    }

    @Test
    void pagesOpenAtTheirUpperLeft() throws Exception {
        for (String page : List.of("salient", "depth", "tradeoff", "recipe", "distribution")) {
            show(page);
            String id =
                    switch (page) {
                        case "tradeoff" -> "trade-off-run";
                        case "salient" -> "heavy-columns";
                        default -> "";
                    };
            if (id.isEmpty()) {
                continue;
            }
            ScrollPane scroll = scroll(id);
            OpenWindow.onScreen(() -> {
                window.node(id).requestFocus();
                scroll.setVvalue(1);
                scroll.setHvalue(1);
                return true;
            });
            WaitForAsyncUtils.waitForFxEvents();
            assertThat(scroll.getVvalue()).as(page).isZero();
            assertThat(scroll.getHvalue()).as(page).isZero();
        }
    }

    private void show(String key) throws Exception {
        OpenWindow.onScreen(() -> {
            window.model().pageProperty().set(key);
            return true;
        });
        WaitForAsyncUtils.waitForFxEvents();
        OpenWindow.onScreen(() -> {
            window.stage().getScene().getRoot().applyCss();
            window.stage().getScene().getRoot().layout();
            return true;
        });
    }

    private Bounds bounds(String id) throws Exception {
        return OpenWindow.onScreen(() -> {
            Node node = window.node(id);
            return node.localToScene(node.getBoundsInLocal());
        });
    }

    private static Bounds around(Node node) throws Exception {
        Node parent = node.getParent();
        return OpenWindow.onScreen(() -> parent.localToScene(parent.getBoundsInLocal()));
    }

    private ScrollPane scroll(String id) throws Exception {
        return OpenWindow.onScreen(() -> {
            Node at = window.node(id);
            while (!at.getStyleClass().contains("page-scroll")) {
                at = at.getParent();
            }
            return (ScrollPane) at;
        });
    }
}
