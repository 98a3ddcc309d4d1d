package org.quantoscope.checkpoint.quantpack;

import org.jspecify.annotations.Nullable;
import org.quantoscope.checkpoint.MalformedCheckpointException;
import org.quantoscope.checkpoint.MalformedCheckpointException.Reason;
import org.quantoscope.tensor.DType;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.tensor.TensorView;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * The restored values of a quantized tensor.
 *
 * <p>The first read goes over all places of salient weights and proves them; a package whose places
 * contradict its metadata is refused then, with an {@link UncheckedIOException} around the reason.
 */
final class PackedView implements TensorView.Decoded {
    private final TensorInfo info;
    private final PackedTensor tensor;
    private final PackedStreams streams;
    private final Path file;
    private volatile @Nullable RowIndex index;

    PackedView(TensorInfo info, PackedTensor tensor, PackedStreams streams, Path file) {
        this.info = info;
        this.tensor = tensor;
        this.streams = streams;
        this.file = file;
    }

    @Override
    public TensorInfo info() {
        return info;
    }

    @Override
    public DType valueType() {
        return DType.F32;
    }

    @Override
    public void decodeRows(long firstRow, int rowCount, float[] into) {
        if (rowCount == 0) {
            return;
        }
        RowDecoder decoder = new RowDecoder(index(), streams, firstRow);
        for (int i = 0; i < rowCount; i++) {
            decoder.next(into, i * tensor.columns());
        }
    }

    private RowIndex index() {
        RowIndex known = index;
        return known == null ? buildOnce() : known;
    }

    private synchronized RowIndex buildOnce() {
        RowIndex known = index;
        if (known != null) {
            return known;
        }
        try {
            RowIndex built = RowIndex.build(tensor, streams);
            index = built;
            return built;
        } catch (SalientPlaces.BrokenStream e) {
            throw new UncheckedIOException(
                    new MalformedCheckpointException(
                            Reason.BAD_PACKAGE,
                            file,
                            OptionalLong.of(info.byteOffset()),
                            tensor.name(),
                            String.valueOf(e.getMessage())));
        }
    }
}
