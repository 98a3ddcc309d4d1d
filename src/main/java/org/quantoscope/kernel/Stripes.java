package org.quantoscope.kernel;

/** The one order in which sums in double are taken, whatever the width of vectors. */
public final class Stripes {
    private Stripes() {}

    /** Adds 16 stripes in the fixed order: halves onto each other, 8, 4, 2, 1. */
    public static double combine(double[] stripes) {
        double[] s = stripes.clone();
        for (int width = Kernels.STRIPES / 2; width > 0; width /= 2) {
            for (int i = 0; i < width; i++) {
                s[i] += s[i + width];
            }
        }
        return s[0];
    }
}
