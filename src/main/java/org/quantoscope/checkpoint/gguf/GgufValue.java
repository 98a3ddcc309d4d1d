package org.quantoscope.checkpoint.gguf;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/**
 * A metadata value as the file holds it, checked when the file was opened.
 *
 * <p>Its bytes can be carried into another file unchanged; valid while its checkpoint is open.
 *
 * @param type of the value
 * @param elementType of an array; the value's own type otherwise
 * @param count elements of an array; 1 otherwise
 * @param raw everything that follows the type number in the file; for an array its element type and
 *     count first
 */
public record GgufValue(
        GgufValueType type, GgufValueType elementType, long count, MemorySegment raw) {
    private static final long ARRAY_HEAD_BYTES = 12;

    public boolean isArray() {
        return type == GgufValueType.ARRAY;
    }

    /** Whether it is a whole number, or an array of them. */
    public boolean isWhole() {
        return elementType.isWhole();
    }

    public boolean isText() {
        return elementType == GgufValueType.STRING;
    }

    /** The whole number; of an array the first. An unsigned 64-bit one wraps. */
    public long whole() {
        return wholeAt(valuesAt());
    }

    /** The number as a double, whatever its type; a flag is 0 or 1. */
    public double number() {
        return numberAt(valuesAt());
    }

    public boolean flag() {
        return number() != 0;
    }

    /** The text; bytes that are no UTF-8 appear as replacement characters. */
    public String text() {
        return textAt(valuesAt());
    }

    /** The elements of an array of texts. */
    public List<String> texts() {
        List<String> texts = new ArrayList<>(Math.toIntExact(count));
        long at = valuesAt();
        for (long i = 0; i < count; i++) {
            texts.add(textAt(at));
            at += Long.BYTES + LittleEndian.signedLong(raw, at);
        }
        return texts;
    }

    /** The elements of an array of whole numbers. */
    public long[] wholes() {
        long[] values = new long[Math.toIntExact(count)];
        for (int i = 0; i < values.length; i++) {
            values[i] = wholeAt(valuesAt() + (long) i * elementType.leastBytes());
        }
        return values;
    }

    /** The elements of an array of numbers. */
    public double[] numbers() {
        double[] values = new double[Math.toIntExact(count)];
        for (int i = 0; i < values.length; i++) {
            values[i] = numberAt(valuesAt() + (long) i * elementType.leastBytes());
        }
        return values;
    }

    /** For people: the value, or an array's length and first elements. */
    public String summary(int most) {
        if (!isArray()) {
            return element(valuesAt());
        }
        StringBuilder line = new StringBuilder().append(count).append(" × ").append(elementType);
        LongFunction<Long> next =
                at ->
                        isText()
                                ? at + Long.BYTES + LittleEndian.signedLong(raw, at)
                                : at + elementType.leastBytes();
        long at = valuesAt();
        for (long i = 0; i < Math.min(most, count); i++) {
            line.append(i == 0 ? ": " : ", ").append(element(at));
            at = next.apply(at);
        }
        return count > most ? line.append(", …").toString() : line.toString();
    }

    private String element(long at) {
        return switch (elementType) {
            case STRING -> textAt(at);
            case BOOL -> String.valueOf(numberAt(at) != 0);
            case FLOAT32 -> String.valueOf((float) numberAt(at));
            case FLOAT64 -> String.valueOf(numberAt(at));
            case UINT64 -> Long.toUnsignedString(wholeAt(at));
            default -> String.valueOf(wholeAt(at));
        };
    }

    private long valuesAt() {
        return isArray() ? ARRAY_HEAD_BYTES : 0;
    }

    private String textAt(long at) {
        long length = LittleEndian.signedLong(raw, at);
        byte[] bytes = raw.asSlice(at + Long.BYTES, length).toArray(ValueLayout.JAVA_BYTE);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private long wholeAt(long at) {
        return switch (elementType) {
            case UINT8, BOOL -> LittleEndian.unsignedByte(raw, at);
            case INT8 -> LittleEndian.signedByte(raw, at);
            case UINT16 -> LittleEndian.signedShort(raw, at) & 0xffff;
            case INT16 -> LittleEndian.signedShort(raw, at);
            case UINT32 -> LittleEndian.signedInt(raw, at) & 0xffffffffL;
            case INT32 -> LittleEndian.signedInt(raw, at);
            case UINT64, INT64 -> LittleEndian.signedLong(raw, at);
            default -> throw new IllegalStateException("no whole number: " + elementType);
        };
    }

    private double numberAt(long at) {
        return switch (elementType) {
            case FLOAT32 -> Float.intBitsToFloat(LittleEndian.signedInt(raw, at));
            case FLOAT64 -> Double.longBitsToDouble(LittleEndian.signedLong(raw, at));
            default -> wholeAt(at);
        };
    }
}
