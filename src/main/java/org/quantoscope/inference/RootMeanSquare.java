package org.quantoscope.inference;

/** RMS norm: x / sqrt(mean(x²) + ε) · weight, the mean in double. */
final class RootMeanSquare {
    private RootMeanSquare() {}

    /**
     * @param into may be {@code values}
     */
    static void normalize(
            float[] values, int at, float[] weight, float epsilon, float[] into, int intoAt) {
        double even = 0;
        double odd = 0;
        int count = weight.length;
        int i = 0;
        for (; i < count - 1; i += 2) {
            even += (double) values[at + i] * values[at + i];
            odd += (double) values[at + i + 1] * values[at + i + 1];
        }
        if (i < count) {
            even += (double) values[at + i] * values[at + i];
        }
        float inverse = (float) (1 / Math.sqrt((even + odd) / count + epsilon));
        for (int j = 0; j < count; j++) {
            into[intoAt + j] = values[at + j] * inverse * weight[j];
        }
    }
}
