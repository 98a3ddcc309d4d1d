package org.quantoscope.ui.chart;

import static org.assertj.core.api.Assertions.assertThat;

import javafx.scene.Scene;
import javafx.scene.image.PixelReader;
import javafx.scene.image.WritableImage;
import javafx.stage.Stage;

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
                Optional.of(0.9));
    }

    private static <T> T onScreen(Callable<T> task) throws Exception {
        return WaitForAsyncUtils.waitForAsyncFx(60_000, task);
    }
}
