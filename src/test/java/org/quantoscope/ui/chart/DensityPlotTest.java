package org.quantoscope.ui.chart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

class DensityPlotTest {
    private final DensityPlot plot = new DensityPlot();

    @Test
    void aSavedMapSaysWhatItsColoursMean(@TempDir Path folder) throws IOException {
        plot.explain(Optional.of(new DensityWords.Ends("share of a cell", "none", "8 × mean")));
        assertThat(svg(folder)).contains("share of a cell", "none", "8 × mean");
    }

    @Test
    void anEmptyMapHasNoLegend(@TempDir Path folder) throws IOException {
        assertThat(svg(folder)).doesNotContain("8 × mean");
    }

    private String svg(Path folder) throws IOException {
        Path file = folder.resolve("density.svg");
        FramedChart.draw(plot, "a tensor", "", Palette.LIGHT, file).write();
        return Files.readString(file);
    }
}
