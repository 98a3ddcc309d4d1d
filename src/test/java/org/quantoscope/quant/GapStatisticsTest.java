package org.quantoscope.quant;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.quantoscope.kernel.SalientMarks;
import org.quantoscope.kernel.ScalarKernels;

import java.util.Random;

class GapStatisticsTest {
    @ParameterizedTest
    @CsvSource({
        "1,100,0.05,1",
        "7,65,0.3,3",
        "40,3,0.1,7",
        "9,5000,0.0004,2",
        "5,64,1,2",
        "30,17,0,4"
    })
    void sizesTheUnaryPartExactlyHoweverRowsAreSliced(
            int rows, int columns, double share, int rowsPerSlice) {
        Random random = new Random(rows);
        GapStatistics all = new GapStatistics();
        GapStatistics slice = new GapStatistics();
        long[] expected = new long[GapStatistics.MAX_RICE_PARAMETER + 1];
        SalientMarks salient = new SalientMarks(columns);
        long gap = 0;
        long count = 0;
        for (int row = 0; row < rows; row++) {
            float[] weights = new float[columns];
            for (int column = 0; column < columns; column++) {
                if (random.nextDouble() < share) {
                    weights[column] = 2;
                    for (int k = 0; k < expected.length; k++) {
                        expected[k] += 1 + (gap >>> k);
                    }
                    gap = 0;
                    count++;
                } else {
                    gap++;
                }
            }
            salient.mark(new ScalarKernels(), weights, columns, 1);
            slice.addRow(salient, columns);
            if (row % rowsPerSlice == rowsPerSlice - 1 || row == rows - 1) {
                all.append(slice);
                slice = new GapStatistics();
            }
        }
        assertThat(all.count()).isEqualTo(count);
        for (int k = 0; k < expected.length; k++) {
            assertThat(all.unaryBits(k)).isEqualTo(expected[k]);
        }
    }
}
