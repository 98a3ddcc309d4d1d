package org.quantoscope.checkpoint.pytorch;

import org.quantoscope.checkpoint.CheckpointLimits;
import org.quantoscope.checkpoint.MalformedCheckpointException;
import org.quantoscope.checkpoint.MalformedCheckpointException.Reason;
import org.quantoscope.tensor.DType;
import org.quantoscope.tensor.Shape;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * One PyTorch file, mapped, its tensors checked against the storages that they lie in.
 *
 * @param file absolute
 * @param changed when it was last changed, as known before it was read
 */
record TorchShard(Path file, MemorySegment bytes, FileTime changed, Map<String, Placed> tensors) {

    /**
     * A tensor in the file.
     *
     * @param beginByte of its first element
     * @param byteCount from there to behind its last element
     * @param strides in elements
     */
    record Placed(DType dtype, Shape shape, long beginByte, long byteCount, long[] strides) {

        /** Whether its elements lie row by row with nothing between. */
        boolean isContiguous() {
            long expected = 1;
            for (int dimension = strides.length - 1; dimension >= 0; dimension--) {
                if (shape.size(dimension) > 1 && strides[dimension] != expected) {
                    return false;
                }
                expected *= shape.size(dimension);
            }
            return true;
        }
    }

    private static final int ZIP = 'P' | 'K' << 8 | 3 << 16 | 4 << 24;

    static TorchShard open(Path file, Arena arena) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            FileTime changed = Files.getLastModifiedTime(file);
            MemorySegment bytes =
                    channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
            return new TorchShard(file, bytes, changed, tensors(file, bytes));
        }
    }

    private static Map<String, Placed> tensors(Path file, MemorySegment bytes)
            throws MalformedCheckpointException {
        if (bytes.byteSize() < 4 || bytes.get(ValueLayout.JAVA_INT_UNALIGNED, 0) != ZIP) {
            throw refuse(
                    file,
                    Reason.BAD_MAGIC,
                    "",
                    "is no zip; if it is a file of PyTorch before 1.6, save it anew");
        }
        Map<String, StoredZip.Entry> entries = StoredZip.entries(file, bytes);
        StoredZip.Entry pickle =
                entries.values().stream()
                        .filter(entry -> entry.name().matches("[^/]+/data\\.pkl"))
                        .findFirst()
                        .orElseThrow(
                                () -> refuse(file, Reason.NO_WEIGHTS, "", "has no data.pkl in it"));
        String folder = pickle.name().substring(0, pickle.name().indexOf('/') + 1);
        StoredZip.Entry order = entries.get(folder + "byteorder");
        if (order != null && !text(bytes, order).equals("little")) {
            throw refuse(file, Reason.BAD_METADATA, "", "is not little-endian");
        }
        if (pickle.byteCount() > CheckpointLimits.MAX_HEADER_BYTES) {
            throw refuse(file, Reason.HEADER_TOO_LARGE, "", "has a pickle that is too long");
        }
        byte[] program = slice(bytes, pickle).toArray(ValueLayout.JAVA_BYTE);
        Map<String, Placed> tensors = new LinkedHashMap<>();
        for (Map.Entry<String, Pickled.Tensor> tensor :
                StateDict.tensors(file, PickleMachine.read(file, program)).entrySet()) {
            String key = folder + "data/" + tensor.getValue().storage().key();
            StoredZip.Entry storage = entries.get(key);
            if (storage == null) {
                throw refuse(
                        file,
                        Reason.DATA_BEYOND_FILE,
                        tensor.getKey(),
                        "has a tensor in a storage that is not there");
            }
            tensors.put(tensor.getKey(), placed(file, tensor.getKey(), tensor.getValue(), storage));
        }
        return tensors;
    }

    private static Placed placed(
            Path file, String name, Pickled.Tensor tensor, StoredZip.Entry storage)
            throws MalformedCheckpointException {
        long bytesPerElement = tensor.storage().dtype().bits() / 8;
        long available = storage.byteCount() / bytesPerElement;
        int rank = tensor.sizes().size();
        if (tensor.storage().elements() != available
                || rank != tensor.strides().size()
                || rank > CheckpointLimits.MAX_RANK) {
            throw refuse(
                    file,
                    Reason.SIZE_MISMATCH,
                    name,
                    "has a storage of "
                            + available
                            + " elements where "
                            + tensor.storage().elements()
                            + " are claimed, or another number of strides than of sizes");
        }
        try {
            Shape shape = new Shape(tensor.sizes());
            long last = tensor.firstElement();
            for (int dimension = 0; dimension < rank; dimension++) {
                long stride = tensor.strides().get(dimension);
                if (stride < 0) {
                    throw refuse(file, Reason.BAD_SHAPE, name, "has a negative stride");
                }
                long steps = Math.max(0, shape.size(dimension) - 1);
                last = Math.addExact(last, Math.multiplyExact(steps, stride));
            }
            long end = shape.elementCount() == 0 ? tensor.firstElement() : last + 1;
            // A tensor of more elements than there are repeats some: a few bytes could claim any.
            if (tensor.firstElement() < 0 || end > available || shape.elementCount() > available) {
                throw refuse(
                        file,
                        Reason.DATA_BEYOND_FILE,
                        name,
                        "has a tensor of "
                                + shape
                                + " that leaves its storage of "
                                + available
                                + " elements");
            }
            return new Placed(
                    tensor.storage().dtype(),
                    shape,
                    storage.beginByte() + tensor.firstElement() * bytesPerElement,
                    (end - tensor.firstElement()) * bytesPerElement,
                    tensor.strides().stream().mapToLong(Long::longValue).toArray());
        } catch (ArithmeticException e) {
            throw refuse(file, Reason.SIZE_OVERFLOW, name, "has a tensor too large to count");
        } catch (IllegalArgumentException e) {
            throw refuse(file, Reason.BAD_SHAPE, name, "has a negative size");
        }
    }

    private static MemorySegment slice(MemorySegment bytes, StoredZip.Entry entry) {
        return bytes.asSlice(entry.beginByte(), entry.byteCount());
    }

    private static String text(MemorySegment bytes, StoredZip.Entry entry) {
        long length = Math.min(16, entry.byteCount());
        byte[] text = bytes.asSlice(entry.beginByte(), length).toArray(ValueLayout.JAVA_BYTE);
        return new String(text, StandardCharsets.US_ASCII);
    }

    void verifyUnchanged() throws IOException {
        boolean same =
                Files.isRegularFile(file)
                        && Files.size(file) == bytes.byteSize()
                        && Files.getLastModifiedTime(file).equals(changed);
        if (!same) {
            throw refuse(
                    file,
                    Reason.FILE_CHANGED,
                    "",
                    "was changed after it was opened; open it again");
        }
    }

    private static MalformedCheckpointException refuse(
            Path file, Reason reason, String tensor, String what) {
        return new MalformedCheckpointException(reason, file, OptionalLong.empty(), tensor, what);
    }
}
