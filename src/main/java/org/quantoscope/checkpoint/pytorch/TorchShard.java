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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * One PyTorch file, mapped, its tensors checked against the storages that they lie in.
 *
 * @param file absolute
 * @param changed when it was last changed, as known before it was read
 * @param read the dict of the pickle that holds the tensors; empty where it is the pickle itself
 * @param leftOut how many tensors lie beside that dict and are not read, by their key
 */
record TorchShard(
        Path file,
        MemorySegment bytes,
        FileTime changed,
        Map<String, Placed> tensors,
        String read,
        Map<String, Long> leftOut) {

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

    /** Of what was left out, how much one line names. */
    private static final int MOST_NAMED = 8;

    private static final int ZIP = 'P' | 'K' << 8 | 3 << 16 | 4 << 24;

    static TorchShard open(Path file, Arena arena) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            FileTime changed = Files.getLastModifiedTime(file);
            MemorySegment bytes =
                    channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
            Map<String, Placed> tensors = new LinkedHashMap<>();
            StateDict found = read(file, bytes, tensors);
            return new TorchShard(file, bytes, changed, tensors, found.read(), found.leftOut());
        }
    }

    /** Places every tensor of the file's pickle in {@code tensors}. */
    private static StateDict read(Path file, MemorySegment bytes, Map<String, Placed> tensors)
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
        StateDict found = StateDict.of(file, PickleMachine.read(file, program));
        for (Map.Entry<String, Pickled.Tensor> tensor : found.tensors().entrySet()) {
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
        return found;
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

    /** What was not read, in one line for people; empty where everything was. */
    String note() {
        if (leftOut.isEmpty()) {
            return "";
        }
        List<String> others = new ArrayList<>();
        leftOut.forEach((key, count) -> others.add("\"" + key + "\" (" + tensors(count) + ")"));
        int more = others.size() - MOST_NAMED;
        return file.getFileName()
                + ": \""
                + read
                + "\" is read ("
                + tensors(tensors.size())
                + "); left out: "
                + String.join(", ", others.subList(0, Math.min(MOST_NAMED, others.size())))
                + (more > 0 ? " and " + more + " more" : "")
                + "; to open another, save it by itself";
    }

    private static String tensors(long count) {
        return count + (count == 1 ? " tensor" : " tensors");
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
