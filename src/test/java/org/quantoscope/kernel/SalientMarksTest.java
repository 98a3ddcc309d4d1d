package org.quantoscope.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

class SalientMarksTest {
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.01, 0.08, 0.5, 1})
    void listsTheColumnsThatItMarks(double share) {
        Random random = new Random(4);
        for (int size : new int[] {1, 3, 63, 64, 65, 200, 448}) {
            SalientMarks marks = new SalientMarks(448);
            for (int row = 0; row < 3; row++) {
                float[] values = new float[size];
                for (int i = 0; i < size; i++) {
                    values[i] = random.nextDouble() < share ? -2 : 0.5f;
                }
                int[] expected = IntStream.range(0, size).filter(i -> values[i] == -2).toArray();
                marks.mark(new ScalarKernels(), values, size, 1);
                assertThat(Arrays.copyOf(marks.columns, marks.count)).isEqualTo(expected);
                assertThat(IntStream.range(0, size).filter(marks::contains))
                        .containsExactly(Arrays.stream(expected).boxed().toArray(Integer[]::new));
            }
        }
    }
}
