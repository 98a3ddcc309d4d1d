package org.quantoscope.checkpoint.quantpack;

import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.checkpoint.MalformedCheckpointException;
import org.quantoscope.checkpoint.MalformedCheckpointException.Reason;
import org.quantoscope.checkpoint.TensorNaming;
import org.quantoscope.quant.GapStatistics;
import org.quantoscope.quant.PlacesEncoding;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.quant.RowReader;
import org.quantoscope.tensor.DType;
import org.quantoscope.tensor.Shape;
import org.quantoscope.tensor.TensorInfo;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Turns the arrays of an open container into tensors, after proving that metadata and arrays agree.
 *
 * <p>Everything that headers tell is checked here; what the places of salient weights tell, when
 * they are first read.
 */
final class PackageReader {
    /** More weights than any file can hold codes for; products of sizes below it fit a long. */
    private static final long MAX_WEIGHTS = 1L << 50;

    private final Checkpoint container;
    private final Map<String, TensorInfo> arrays = new LinkedHashMap<>();
    private final Map<String, PackedTensor> packed = new HashMap<>();
    private final Map<String, PackedStreams> streams = new HashMap<>();

    /** The quantized tensor that begins at an array, by the array's name. */
    private final Map<String, PackedTensor> begins = new HashMap<>();

    private final Map<String, String> owners = new HashMap<>();

    PackageReader(Checkpoint container) {
        this.container = container;
        container.tensors().forEach(array -> arrays.put(array.name(), array));
    }

    Map<String, PackedTensor> packed() {
        return packed;
    }

    Map<String, PackedStreams> streams() {
        return streams;
    }

    /** Every tensor of the package, quantized or kept, in the order of the files. */
    List<TensorInfo> read() throws MalformedCheckpointException {
        for (String file : container.weightFiles()) {
            readFile(file, container.metadata().getOrDefault(file, Map.of()));
        }
        Map<String, Shape> shapes = new HashMap<>();
        packed.values().forEach(tensor -> shapes.put(tensor.name(), tensor.shape()));
        arrays.values().stream()
                .filter(array -> !owners.containsKey(array.name()))
                .forEach(array -> shapes.put(array.name(), array.shape()));
        TensorNaming naming = TensorNaming.of(container.config(), shapes);
        List<TensorInfo> tensors = new ArrayList<>();
        for (TensorInfo array : arrays.values()) {
            PackedTensor quantized = begins.get(array.name());
            if (quantized != null) {
                tensors.add(info(quantized, array, naming));
            } else if (!owners.containsKey(array.name())) {
                tensors.add(kept(array, naming));
            }
        }
        return tensors;
    }

    private void readFile(String file, Map<String, String> metadata)
            throws MalformedCheckpointException {
        String version = metadata.get(PackageMetadata.VERSION_KEY);
        if (!PackageMetadata.VERSION.equals(version)) {
            throw refuse(
                    file,
                    "",
                    version == null
                            ? "is no part of a Quantoscope package"
                            : "is a Quantoscope package of version "
                                    + MalformedCheckpointException.printable(version)
                                    + ", and this program reads version "
                                    + PackageMetadata.VERSION);
        }
        List<PackedTensor> tensors;
        try {
            tensors = PackageMetadata.readTensors(metadata.get(PackageMetadata.TENSORS_KEY));
        } catch (BadDescriptionException e) {
            throw refuse(file, e.tensor(), "bad package metadata: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            throw refuse(file, "", "bad package metadata: " + e.getMessage());
        }
        for (PackedTensor tensor : tensors) {
            check(file, tensor);
            collect(file, tensor);
        }
    }

    private void check(String file, PackedTensor tensor) throws MalformedCheckpointException {
        long weights = tensor.shape().elementCount();
        int rank = tensor.shape().rank();
        long last = rank == 0 ? 1 : tensor.shape().size(rank - 1);
        boolean sound =
                weights > 0
                        && weights <= MAX_WEIGHTS
                        && (tensor.transposed() ? weights / last : last) <= RowReader.MAX_COLUMNS;
        if (!sound) {
            throw refuse(file, tensor.name(), "cannot be a quantized tensor: " + tensor.shape());
        }
        if (tensor.transposed() && rank != 2) {
            throw refuse(file, tensor.name(), "only a matrix is stored transposed");
        }
        long groups = tensor.rows() * tensor.groupsPerRow();
        if (tensor.salientCount() > weights
                || tensor.entries() > groups
                || tensor.salientEntries() > Math.min(groups, tensor.salientCount())
                || (tensor.salientCount() == 0) != (tensor.places() == PlacesEncoding.NONE)) {
            throw refuse(file, tensor.name(), "its counts contradict each other");
        }
        boolean rice = tensor.places() == PlacesEncoding.RICE;
        int k = tensor.riceParameter();
        if (rice
                ? k > GapStatistics.MAX_RICE_PARAMETER
                        || tensor.unaryBits() < tensor.salientCount()
                        || tensor.unaryBits() > tensor.salientCount() + (weights >>> k)
                : k != 0 || tensor.unaryBits() != 0) {
            throw refuse(file, tensor.name(), "its Rice code is impossible");
        }
    }

    private void collect(String file, PackedTensor tensor) throws MalformedCheckpointException {
        String name = tensor.name();
        if (arrays.containsKey(name) || packed.put(name, tensor) != null) {
            throw refuse(file, name, "is there twice");
        }
        Map<PackedStream, MemorySegment> segments = new EnumMap<>(PackedStream.class);
        Map<PackedStream, Long> expected = tensor.streamBytes();
        for (PackedStream stream : PackedStream.values()) {
            String entryName = stream.entryName(name);
            TensorInfo array = arrays.get(entryName);
            Long bytes = expected.get(stream);
            if (bytes == null) {
                if (array != null && array.file().equals(file)) {
                    throw refuse(file, name, "has an array that it should not have: " + stream);
                }
                continue;
            }
            DType type = stream.dtype(tensor.spec().parameters());
            if (array == null || !array.file().equals(file)) {
                throw refuse(file, name, "lacks its array " + stream);
            }
            if (array.dtype() != type || array.shape().rank() != 1 || array.byteCount() != bytes) {
                throw refuse(
                        file,
                        name,
                        "its array "
                                + stream
                                + " is "
                                + array.shape()
                                + " "
                                + array.dtype()
                                + " instead of "
                                + bytes
                                + " bytes of "
                                + type);
            }
            if (owners.put(entryName, name) != null) {
                throw refuse(file, name, "shares its array " + stream + " with another tensor");
            }
            segments.put(stream, container.bytes(array));
        }
        begins.put(PackedStream.CODES.entryName(name), tensor);
        streams.put(name, new PackedStreams(segments));
    }

    private static TensorInfo info(PackedTensor tensor, TensorInfo codes, TensorNaming naming) {
        return new TensorInfo(
                tensor.name(),
                tensor.dtype(),
                encoding(tensor.spec()),
                tensor.shape(),
                naming.role(tensor.name(), tensor.shape().rank()),
                naming.layer(tensor.name()),
                tensor.transposed(),
                codes.file(),
                codes.byteOffset(),
                tensor.streamBytes().values().stream().mapToLong(Long::longValue).sum());
    }

    private static String encoding(QuantizationSpec spec) {
        String groups = spec.groupSize().isRow() ? "per row" : "g" + spec.groupSize();
        return "package " + spec.bits() + " bit " + groups;
    }

    /** An array of the container under the naming of the whole model. */
    private static TensorInfo kept(TensorInfo array, TensorNaming naming) {
        int rank = array.shape().rank();
        return new TensorInfo(
                array.name(),
                array.dtype(),
                array.shape(),
                naming.role(array.name(), rank),
                naming.layer(array.name()),
                naming.isTransposed(array.name(), rank),
                array.file(),
                array.byteOffset(),
                array.byteCount());
    }

    private MalformedCheckpointException refuse(String file, String tensor, String what) {
        return new MalformedCheckpointException(
                Reason.BAD_PACKAGE,
                container.folder().resolve(file),
                OptionalLong.empty(),
                tensor,
                what);
    }
}
