package org.quantoscope.checkpoint.pytorch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Builds a pickle instruction by instruction, and the zip around it. */
final class RawPickle {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private byte[] storage = new byte[24];

    RawPickle() {
        op(0x80, 2);
    }

    /** A dict with one honest float32 tensor {@code w} of 2×3. */
    static RawPickle honest() {
        return new RawPickle().op('}').tensor("w", "torch FloatStorage", 6, 0, 2, 3, 3, 1).op('.');
    }

    RawPickle op(int... bytes) {
        for (int each : bytes) {
            out.write(each);
        }
        return this;
    }

    RawPickle text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        op('X', utf8.length & 255, utf8.length >> 8, 0, 0);
        out.writeBytes(utf8);
        return this;
    }

    RawPickle global(String moduleAndName) {
        op('c');
        out.writeBytes((moduleAndName.replace(' ', '\n') + "\n").getBytes(StandardCharsets.UTF_8));
        return this;
    }

    RawPickle whole(long value) {
        op(0x8a, 8);
        for (int i = 0; i < 8; i++) {
            op((int) (value >>> 8 * i) & 255);
        }
        return this;
    }

    /** A matrix in storage 0, set into the dict on the stack. */
    RawPickle tensor(
            String name,
            String type,
            long elements,
            long first,
            long rows,
            long columns,
            long rowStride,
            long columnStride) {
        text(name).global("torch._utils _rebuild_tensor_v2").op('(');
        storageOf(type, elements).whole(first).whole(rows).whole(columns).op(0x86);
        whole(rowStride).whole(columnStride).op(0x86);
        return op(0x89).global("collections OrderedDict").op(')', 'R', 't', 'R', 's');
    }

    /** A vector from the beginning of storage 0 on, whose function is given its type too. */
    RawPickle vector(
            String name, String function, String storage, long elements, String type, long size) {
        text(name).global(function).op('(');
        storageOf(storage, elements).whole(0).whole(size).op(0x85).whole(1).op(0x85);
        op(0x89).global("collections OrderedDict").op(')', 'R');
        return global(type).op('t', 'R', 's');
    }

    /** A reference to storage 0. */
    RawPickle storageOf(String type, long elements) {
        op('(').text("storage").global(type).text("0").text("cpu");
        return whole(elements).op('t', 'Q');
    }

    RawPickle storage(int byteCount) {
        storage = new byte[byteCount];
        return this;
    }

    Path writeTo(Path file) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            put(zip, "m/data.pkl", out.toByteArray());
            put(zip, "m/data/0", storage);
        }
        return file;
    }

    static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        CRC32 crc = new CRC32();
        crc.update(bytes);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(bytes.length);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
    }
}
