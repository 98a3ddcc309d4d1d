package org.quantoscope.cli;

import org.quantoscope.analysis.LayerReport;
import org.quantoscope.analysis.TradeOff;
import org.quantoscope.analysis.TradeOffAxis;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Pictures of results, as the commands know them: something that can be drawn into a PNG file. */
public interface Pictures {
    /**
     * Draws a tensor's distribution before and after, its salient part and the threshold.
     *
     * @param control the same tensor rounded to nearest at about the same stored bits
     */
    void distribution(LayerReport report, LayerReport control, Path file) throws IOException;

    /**
     * Draws a loss against stored bits, one line per family of points.
     *
     * @param loss what is measured upwards
     */
    void tradeOff(TradeOff sweep, TradeOffAxis loss, Path file) throws IOException;

    /**
     * Draws the window itself on a checkpoint, where that is possible without a screen.
     *
     * @param folder existing folder for the files
     * @return the files written; none where no window can be drawn
     */
    default List<Path> window(Path checkpoint, Path folder) throws IOException {
        return List.of();
    }
}
