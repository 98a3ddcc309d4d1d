package org.quantoscope.ui.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.image.PixelReader;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.shape.Line;
import javafx.stage.Stage;

import org.jfree.chart.fx.ChartViewer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.quantoscope.analysis.Histogram;
import org.quantoscope.kernel.BinEdges;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;

/** The chart on its canvas. */
class DistributionChartUiTest {
    private static final int BINS = 16;

    private DistributionChart chart;
    private Stage stage;
    private Optional<BinReading> read = Optional.empty();

    @BeforeEach
    void showChart() throws Exception {
        FxToolkit.registerPrimaryStage();
        javafx.application.Platform.setImplicitExit(false);
        chart = onScreen(DistributionChart::new);
        stage =
                onScreen(() -> {
                    Stage made = new Stage();
                    made.setScene(new Scene(chart, 640, 400));
                    made.show();
                    chart.setOnReading(reading -> read = reading);
                    chart.showSubject(data(), false);
                    return made;
                });
        WaitForAsyncUtils.waitForFxEvents();
    }

    @AfterEach
    void closeWindow() throws Exception {
        onScreen(() -> {
            stage.close();
            return true;
        });
    }

    @Test
    void looksTheSameHoweverOftenItIsDrawn() throws Exception {
        WritableImage first = picture();
        for (int i = 0; i < 3; i++) {
            onScreen(() -> {
                chart.update(data(), false);
                return true;
            });
            WaitForAsyncUtils.waitForFxEvents();
            assertThat(differingPixels(first, picture())).isZero();
        }
    }

    @Test
    void theKeyboardReadsBinByBinAndEscapeEndsIt() throws Exception {
        press(KeyCode.RIGHT, false);
        assertThat(read.orElseThrow().from()).isEqualTo(0);
        press(KeyCode.RIGHT, false);
        assertThat(read.orElseThrow().from()).isEqualTo(0.125);
        press(KeyCode.LEFT, false);
        press(KeyCode.LEFT, false);
        assertThat(read.orElseThrow().to()).isEqualTo(0);
        assertThat(cursorX()).isCloseTo(xOf(-0.0625), within(1.0));
        press(KeyCode.HOME, false);
        assertThat(read.orElseThrow().from()).isEqualTo(-1);
        assertThat(read.orElseThrow().salient()).hasValue(3);
        press(KeyCode.END, false);
        press(KeyCode.RIGHT, false);
        assertThat(read.orElseThrow().to()).isEqualTo(1);
        assertThat(press(KeyCode.ESCAPE, false)).isTrue();
        assertThat(read).isEmpty();
        assertThat(line().isVisible()).isFalse();
        assertThat(press(KeyCode.ESCAPE, false)).as("left to the window").isFalse();
    }

    @Test
    void theCursorStaysOnItsBinWhileTheAxisMoves() throws Exception {
        press(KeyCode.HOME, false);
        press(KeyCode.RIGHT, false);
        press(KeyCode.RIGHT, false);
        press(KeyCode.RIGHT, false);
        press(KeyCode.PLUS, false);
        press(KeyCode.PLUS, false);
        double zoomed = cursorX();
        press(KeyCode.RIGHT, true);
        assertThat(cursorX()).isLessThan(zoomed);
        assertThat(read.orElseThrow().from()).isEqualTo(-0.625);
        press(KeyCode.END, false);
        assertThat(line().isVisible()).as("the axis follows the cursor").isTrue();
        onScreen(() -> {
            chart.update(data(), true);
            return true;
        });
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(read.orElseThrow().to()).isEqualTo(1);
    }

    @Test
    void forgetsTheBinOfATensorThatIsGone() throws Exception {
        press(KeyCode.HOME, false);
        onScreen(() -> {
            chart.clear();
            return true;
        });
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(read).isEmpty();
        assertThat(line().isVisible()).isFalse();
    }

    /** Says whether the chart kept the key to itself. */
    private boolean press(KeyCode code, boolean shift) throws Exception {
        boolean[] passed = {false};
        onScreen(() -> {
            chart.setOnKeyPressed(event -> passed[0] = true);
            Node viewer = chart.lookup("#chart");
            Event.fireEvent(
                    viewer,
                    new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, shift, false, false, false));
            return true;
        });
        WaitForAsyncUtils.waitForFxEvents();
        return !passed[0];
    }

    private Line line() {
        return (Line) chart.lookup("#bin-cursor");
    }

    private double cursorX() {
        assertThat(line().isVisible()).isTrue();
        return line().getStartX();
    }

    /** Where the whole range, with its margin of 2 %, puts a weight. */
    private double xOf(double weight) {
        var area =
                ((ChartViewer) chart.lookup("#chart"))
                        .getRenderingInfo()
                        .getPlotInfo()
                        .getDataArea();
        return area.getMinX() + (weight + 1.04) / 2.08 * area.getWidth();
    }

    private static long differingPixels(WritableImage one, WritableImage other) {
        PixelReader left = one.getPixelReader();
        PixelReader right = other.getPixelReader();
        int width = (int) one.getWidth();
        return LongStream.range(0, (long) (width * one.getHeight()))
                .filter(i ->
                        left.getArgb((int) (i % width), (int) (i / width))
                                != right.getArgb((int) (i % width), (int) (i / width)))
                .count();
    }

    private WritableImage picture() throws Exception {
        return onScreen(() -> chart.snapshot(null, null));
    }

    private static DistributionData data() {
        long[] counts = LongStream.range(0, BINS).map(i -> 10 + 7 * (i % 5)).toArray();
        long[] salient = new long[BINS];
        salient[0] = 3;
        salient[BINS - 1] = 4;
        BinEdges edges = new BinEdges(-1, 1, BINS);
        return new DistributionData(
                new Histogram(edges, counts),
                Optional.of(new Histogram(edges, counts)),
                Optional.of(new Histogram(edges, salient)),
                Optional.empty(),
                Optional.empty(),
                Optional.of(0.9));
    }

    private static <T> T onScreen(Callable<T> task) throws Exception {
        return WaitForAsyncUtils.waitForAsyncFx(60_000, task);
    }
}
