package org.quantoscope.inference;

import org.quantoscope.checkpoint.model.DecoderConfig;

/** Cosines and sines of rotary position embedding, float32, for positions from 0 on. */
final class RotaryTable {
    private final int half;
    private final float[] cosines;
    private final float[] sines;

    /**
     * @param divisors of frequencies, one per pair; empty for those of the configuration
     */
    RotaryTable(DecoderConfig config, int positions, float[] divisors) {
        half = config.headSize() / 2;
        cosines = new float[Math.multiplyExact(positions, half)];
        sines = new float[positions * half];
        for (int pair = 0; pair < half; pair++) {
            double turn = Math.pow(config.rope().theta(), 2.0 * pair / config.headSize());
            double divisor =
                    divisors.length == 0
                            ? config.rope().scaling().divisor(2 * Math.PI * turn)
                            : divisors[pair];
            // The reference multiplies float32 frequencies by positions, so this does as well.
            float frequency = (float) (1 / turn / divisor);
            for (int position = 0; position < positions; position++) {
                float angle = position * frequency;
                cosines[position * half + pair] = (float) Math.cos(angle);
                sines[position * half + pair] = (float) Math.sin(angle);
            }
        }
    }

    /** Turns one head of a query or key: element i together with element i + size/2. */
    void turn(float[] values, int at, int position) {
        int table = position * half;
        for (int pair = 0; pair < half; pair++) {
            float first = values[at + pair];
            float second = values[at + half + pair];
            float cosine = cosines[table + pair];
            float sine = sines[table + pair];
            values[at + pair] = first * cosine - second * sine;
            values[at + half + pair] = second * cosine + first * sine;
        }
    }
}
