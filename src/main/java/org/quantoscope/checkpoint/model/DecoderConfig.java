package org.quantoscope.checkpoint.model;

import java.util.OptionalInt;

/**
 * The shape of a decoder of the Llama family, as far as its forward pass needs it.
 *
 * @param family whose code it follows
 * @param layers number of transformer blocks
 * @param hidden width of the residual stream
 * @param inner width inside the feed-forward part
 * @param heads of queries
 * @param keyValueHeads of keys and values; divides {@code heads}
 * @param headSize width of a head; even
 * @param normEpsilon added to mean squares
 * @param rope how positions turn queries and keys
 * @param slidingWindow positions that a token sees, itself included; empty for all
 * @param firstWindowedLayer from which on {@code slidingWindow} holds
 * @param tiedHead whether the embedding is the head, as far as the configuration says so
 * @param positions that the model was made for, as far as the configuration says so
 */
public record DecoderConfig(
        Family family,
        int layers,
        int hidden,
        int inner,
        int heads,
        int keyValueHeads,
        int headSize,
        float normEpsilon,
        Rope rope,
        OptionalInt slidingWindow,
        int firstWindowedLayer,
        boolean tiedHead,
        OptionalInt positions) {

    /** Whose code a model follows. */
    public enum Family {
        LLAMA,
        MISTRAL,
        QWEN2,
        QWEN3
    }

    /**
     * Rotary position embedding: pair i of a head turns by position · theta^(−2i / headSize) /
     * divisor(i).
     *
     * @param scaling how waves are stretched
     */
    public record Rope(double theta, Scaling scaling) {}

    /** How the waves of positions are stretched beyond the context first trained for. */
    public sealed interface Scaling {
        /**
         * By what the frequency of a wave is divided.
         *
         * @param wavelength positions per turn, unscaled
         */
        double divisor(double wavelength);
    }

    /** {@code linear}; with a factor of 1, no scaling. */
    public record Linear(double factor) implements Scaling {
        @Override
        public double divisor(double wavelength) {
            return factor;
        }
    }

    /** {@code llama3}: short waves stay, long ones are divided, those between change smoothly. */
    public record Llama3(double factor, double lowFactor, double highFactor, double context)
            implements Scaling {
        @Override
        public double divisor(double wavelength) {
            if (wavelength < context / highFactor) {
                return 1;
            }
            if (wavelength > context / lowFactor) {
                return factor;
            }
            double smooth = (context / wavelength - lowFactor) / (highFactor - lowFactor);
            return 1 / ((1 - smooth) / factor + smooth);
        }
    }
}
