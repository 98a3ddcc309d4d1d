package org.quantoscope.analysis;

import org.quantoscope.kernel.CodeTable;
import org.quantoscope.quant.QuantizedRow;
import org.quantoscope.quant.TensorQuantizer;

import java.util.TreeSet;

/** Keeps the weights of a window, with the scales and levels they are coded with. */
final class PartSink implements TensorQuantizer.RowSink {
    private final MatrixWindow window;
    final float[] original;
    final float[] restored;
    final boolean[] salient;
    final float[] scale;
    final float[] salientScale;
    private final TreeSet<Float> levels = new TreeSet<>();
    private final TreeSet<Float> salientLevels = new TreeSet<>();

    PartSink(MatrixWindow window) {
        int size = Math.toIntExact(window.weights());
        this.window = window;
        this.original = new float[size];
        this.restored = new float[size];
        this.salient = new boolean[size];
        this.scale = new float[size];
        this.salientScale = new float[size];
    }

    @Override
    public void accept(long row, float[] weights, QuantizedRow quantized) {
        int at = (int) (row - window.firstRow()) * window.columns();
        for (int column = window.firstColumn(); column < window.endColumn(); column++, at++) {
            original[at] = weights[column];
            restored[at] = quantized.restored[column];
            salient[at] = quantized.salient.count > 0 && quantized.salient.contains(column);
            scale[at] = scale(quantized.parameters, quantized.used, column);
            salientScale[at] = scale(quantized.salientParameters, quantized.salientUsed, column);
        }
        synchronized (this) {
            addLevels(levels, quantized.parameters, quantized.used);
            addLevels(salientLevels, quantized.salientParameters, quantized.salientUsed);
        }
    }

    private static float scale(CodeTable table, boolean[] used, int column) {
        int entry = column / table.groupSize;
        return entry < table.size && used[entry] ? table.scale[entry] : Float.NaN;
    }

    private void addLevels(TreeSet<Float> into, CodeTable table, boolean[] used) {
        int last = (window.endColumn() - 1) / table.groupSize;
        for (int entry = window.firstColumn() / table.groupSize; entry <= last; entry++) {
            if (entry < table.size && used[entry] && into.size() <= PartReport.MOST_LEVELS) {
                for (float q = table.lowest[entry]; q <= table.highest[entry]; q++) {
                    // The kernels' own arithmetic: each operation rounded.
                    float value = q * table.scale[entry] + table.offset[entry];
                    into.add(value + 0f);
                    if (table.lobes) {
                        into.add(0f - value);
                    }
                }
            }
        }
    }

    float[] levels() {
        return array(levels);
    }

    float[] salientLevels() {
        return array(salientLevels);
    }

    private static float[] array(TreeSet<Float> values) {
        float[] array = new float[values.size() > PartReport.MOST_LEVELS ? 0 : values.size()];
        int at = 0;
        for (float value : array.length == 0 ? new TreeSet<Float>() : values) {
            array[at++] = value;
        }
        return array;
    }
}
