package org.quantoscope.checkpoint.gguf;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Makes metadata values for writing; their bytes are those that a file would hold. */
public final class GgufValues {
    private GgufValues() {}

    public static GgufValue text(String value) {
        ByteArrayOutputStream raw = new ByteArrayOutputStream();
        putText(raw, value);
        return single(GgufValueType.STRING, raw);
    }

    /**
     * An unsigned 32-bit number.
     *
     * @throws IllegalArgumentException if it does not fit
     */
    static GgufValue u32(long value) {
        if (value < 0 || value > 0xffff_ffffL) {
            throw new IllegalArgumentException("no unsigned 32-bit number: " + value);
        }
        return whole(GgufValueType.UINT32, value, Integer.BYTES);
    }

    static GgufValue u16(int value) {
        return whole(GgufValueType.UINT16, value, Short.BYTES);
    }

    static GgufValue i32(int value) {
        return whole(GgufValueType.INT32, value, Integer.BYTES);
    }

    static GgufValue f32(float value) {
        return whole(GgufValueType.FLOAT32, Float.floatToRawIntBits(value), Float.BYTES);
    }

    static GgufValue flag(boolean value) {
        return whole(GgufValueType.BOOL, value ? 1 : 0, 1);
    }

    static GgufValue texts(List<String> values) {
        ByteArrayOutputStream raw = head(GgufValueType.STRING, values.size());
        values.forEach(value -> putText(raw, value));
        return array(GgufValueType.STRING, values.size(), raw);
    }

    static GgufValue f32s(float[] values) {
        ByteArrayOutputStream raw = head(GgufValueType.FLOAT32, values.length);
        for (float value : values) {
            put(raw, Float.floatToRawIntBits(value), Float.BYTES);
        }
        return array(GgufValueType.FLOAT32, values.length, raw);
    }

    static GgufValue i32s(int[] values) {
        ByteArrayOutputStream raw = head(GgufValueType.INT32, values.length);
        for (int value : values) {
            put(raw, value, Integer.BYTES);
        }
        return array(GgufValueType.INT32, values.length, raw);
    }

    /** Appends a length and the bytes of a text. */
    static void putText(ByteArrayOutputStream raw, String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        put(raw, utf8.length, Long.BYTES);
        raw.writeBytes(utf8);
    }

    /** Appends the low {@code bytes} bytes of a number, little-endian. */
    static void put(ByteArrayOutputStream raw, long value, int bytes) {
        for (int i = 0; i < bytes; i++) {
            raw.write((int) (value >>> 8 * i));
        }
    }

    private static ByteArrayOutputStream head(GgufValueType elements, int count) {
        ByteArrayOutputStream raw = new ByteArrayOutputStream();
        put(raw, elements.ordinal(), Integer.BYTES);
        put(raw, count, Long.BYTES);
        return raw;
    }

    private static GgufValue whole(GgufValueType type, long value, int bytes) {
        ByteArrayOutputStream raw = new ByteArrayOutputStream();
        put(raw, value, bytes);
        return single(type, raw);
    }

    private static GgufValue single(GgufValueType type, ByteArrayOutputStream raw) {
        return new GgufValue(type, type, 1, MemorySegment.ofArray(raw.toByteArray()));
    }

    private static GgufValue array(GgufValueType elements, long count, ByteArrayOutputStream raw) {
        return new GgufValue(
                GgufValueType.ARRAY, elements, count, MemorySegment.ofArray(raw.toByteArray()));
    }
}
