package org.quantoscope.checkpoint.model;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Numbers of a configuration by key, with the checks that every source of them needs. */
abstract class DecoderFacts {
    private static final long MOST = 1 << 24;

    /** Where the facts come from, for people. */
    abstract String source();

    abstract OptionalLong whole(String key);

    abstract OptionalDouble number(String key);

    abstract Optional<String> text(String key);

    final int size(String key) throws UnsupportedModelException {
        OptionalLong value = whole(key);
        if (value.isEmpty()) {
            throw refuse(key + " is missing or no whole number");
        }
        return size(key, value.getAsLong());
    }

    /** Positions that the model was made for; nothing depends on them. */
    final OptionalInt positions(String key) {
        OptionalLong value = whole(key);
        return value.isPresent() && value.getAsLong() > 0 && value.getAsLong() < Integer.MAX_VALUE
                ? OptionalInt.of((int) value.getAsLong())
                : OptionalInt.empty();
    }

    final int size(String key, long value) throws UnsupportedModelException {
        if (value < 1 || value > MOST) {
            throw refuse(key + " is " + value + "; it must be from 1 to " + MOST);
        }
        return (int) value;
    }

    final double positive(String key, double value) throws UnsupportedModelException {
        if (!(value > 0) || value > 1e12) {
            throw refuse(key + " is " + value + "; it must be positive");
        }
        return value;
    }

    final double positive(String key) throws UnsupportedModelException {
        OptionalDouble value = number(key);
        if (value.isEmpty()) {
            throw refuse(key + " is missing or no number");
        }
        return positive(key, value.getAsDouble());
    }

    /** A configuration whose parts fit each other. */
    final DecoderConfig checked(DecoderConfig config) throws UnsupportedModelException {
        if (config.heads() % config.keyValueHeads() != 0) {
            throw refuse(
                    config.heads()
                            + " heads cannot share "
                            + config.keyValueHeads()
                            + " heads of keys and values");
        }
        if (config.headSize() % 2 != 0) {
            throw refuse("heads of " + config.headSize() + " cannot be turned in pairs");
        }
        return config;
    }

    final UnsupportedModelException refuse(String why) {
        return new UnsupportedModelException(source() + ": " + why);
    }

    /** The refusal of a family that is not run. */
    final UnsupportedModelException refuseFamily(String name) {
        return refuse(name + " is not run; models of Llama, Mistral, Qwen2 and Qwen3 are");
    }
}
