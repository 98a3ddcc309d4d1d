package org.quantoscope.calibration;

import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.checkpoint.safetensors.SafetensorsFormat;
import org.quantoscope.tensor.DType;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.work.Cancellation;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * An open file of activations: safetensors, checked as a whole before anything is taken from it.
 *
 * <p>For the first of the matrices that read the same it holds {@code NAME.xx}, F32 [n(n+1)/2], the
 * upper half of Σ x xᵀ row after row, and {@code NAME.mean_abs}, F32 [n]. Its metadata names, for
 * every matrix, the one that it reads along with.
 */
public final class Activations implements AutoCloseable {
    static final String VERSION = "1";
    static final String VERSION_KEY = "quantoscope.activations";
    static final String CHECKSUM_KEY = "quantoscope.crc32c";
    static final String SUMS = ".xx";
    static final String MEANS = ".mean_abs";

    /** Begins the metadata keys of matrices. */
    static final String READS = "reads ";

    private static final int BLOCK_BYTES = 1 << 20;

    private final Checkpoint file;
    private final Map<String, String> metadata;
    private final Map<String, TensorInfo> tensors = new HashMap<>();

    private Activations(Checkpoint file) {
        this.file = file;
        this.metadata = file.metadata().values().iterator().next();
        file.tensors().forEach(tensor -> tensors.put(tensor.name(), tensor));
    }

    /**
     * Opens a file and checks that it holds what {@code key} says, whole.
     *
     * @throws DamagedActivationsException if it does not
     */
    static Activations open(Path path, ActivationKey key, Cancellation cancellation)
            throws IOException {
        Checkpoint file;
        try {
            file = new SafetensorsFormat().open(path);
        } catch (IOException e) {
            throw new DamagedActivationsException(path, String.valueOf(e.getMessage()), e);
        }
        try {
            Activations activations = new Activations(file);
            activations.check(path, key, cancellation);
            return activations;
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private void check(Path path, ActivationKey key, Cancellation cancellation)
            throws DamagedActivationsException {
        if (!VERSION.equals(metadata.get(VERSION_KEY))) {
            throw new DamagedActivationsException(
                    path, "is of version " + metadata.get(VERSION_KEY) + ", not " + VERSION);
        }
        if (!key.describes(metadata)) {
            throw new DamagedActivationsException(path, "holds another model's or text's");
        }
        for (TensorInfo tensor : file.tensors()) {
            checkShape(path, tensor);
        }
        CRC32C crc = new CRC32C();
        byte[] block = new byte[BLOCK_BYTES];
        for (TensorInfo tensor : file.tensors()) {
            MemorySegment bytes = file.bytes(tensor);
            for (long at = 0; at < bytes.byteSize(); at += BLOCK_BYTES) {
                cancellation.check();
                int count = (int) Math.min(BLOCK_BYTES, bytes.byteSize() - at);
                MemorySegment.copy(bytes, at, MemorySegment.ofArray(block), 0, count);
                crc.update(block, 0, count);
            }
        }
        if (!String.valueOf(crc.getValue()).equals(metadata.get(CHECKSUM_KEY))) {
            throw new DamagedActivationsException(path, "does not have its checksum");
        }
    }

    private void checkShape(Path path, TensorInfo tensor) throws DamagedActivationsException {
        String name = tensor.name();
        boolean fits = tensor.dtype() == DType.F32 && tensor.isPlain();
        if (name.endsWith(SUMS)) {
            TensorInfo means =
                    tensors.get(name.substring(0, name.length() - SUMS.length()) + MEANS);
            fits &=
                    means != null
                            && tensor.elementCount()
                                    == InputActivations.length(means.elementCount());
        }
        if (!fits) {
            throw new DamagedActivationsException(path, name + " has no shape of activations");
        }
    }

    /** Tokens that the model was run on. */
    public long count() {
        return Long.parseLong(metadata.getOrDefault("quantoscope.count", "0"));
    }

    /** Names of matrices, each list those that read the same. */
    public List<String> matrices() {
        return metadata.keySet().stream()
                .filter(key -> key.startsWith(READS))
                .map(key -> key.substring(READS.length()))
                .sorted()
                .toList();
    }

    /** What goes into a matrix; empty for one that the model does not read that way. */
    public Optional<InputActivations> of(TensorInfo matrix) {
        String reads = metadata.get(READS + matrix.name());
        TensorInfo sums = tensors.get(reads + SUMS);
        TensorInfo means = tensors.get(reads + MEANS);
        if (sums == null || means == null || means.elementCount() != matrix.columns()) {
            return Optional.empty();
        }
        return Optional.of(
                new InputActivations(
                        Math.toIntExact(means.elementCount()),
                        file.bytes(sums),
                        file.bytes(means)));
    }

    @Override
    public void close() {
        file.close();
    }
}
