package org.quantoscope.checkpoint;

import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.tensor.TensorSource;
import org.quantoscope.tensor.TensorView;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An open model: a validated list of tensors over mapped files, and what the files beside them say.
 *
 * <p>Views stay valid until {@link #close}; close only after every reader has stopped. Opening
 * reads headers, never tensor data. A file that another program shortens meanwhile makes a read of
 * its mapped bytes fail with {@link InternalError}: run tasks that read through {@link
 * MappedFileGuard}.
 */
public interface Checkpoint extends TensorSource, AutoCloseable {
    /** The folder that holds the files. */
    Path folder();

    /** What the user opened: a file or a folder. */
    Path source();

    /** Name to show: the folder's, or the file's where a single file was opened. */
    String name();

    /** The format's name, for example {@code safetensors} or {@code Quantoscope package}. */
    String format();

    ModelConfig config();

    /** Every tensor, in order of file, then of place in the file. */
    @Override
    List<TensorInfo> tensors();

    /**
     * The values of one of {@link #tensors()}.
     *
     * @throws IllegalArgumentException if its type is not analysable
     */
    @Override
    TensorView view(TensorInfo tensor);

    /** {@inheritDoc} */
    @Override
    MemorySegment bytes(TensorInfo tensor);

    /** The weight files, relative to {@link #folder()}, in order; one for an unsharded model. */
    List<String> weightFiles();

    /** String metadata of each weight file (safetensors {@code __metadata__}), by file. */
    Map<String, Map<String, String>> metadata();

    /** Everything that the weight files say besides tensors, in their order. */
    default List<MetadataEntry> entries() {
        return metadata().entrySet().stream()
                .flatMap(file ->
                        file.getValue().entrySet().stream()
                                .map(entry ->
                                        new MetadataEntry(
                                                file.getKey(),
                                                entry.getKey(),
                                                "string",
                                                entry.getValue())))
                .toList();
    }

    /**
     * What of the files is not among {@link #tensors}, and whatever else opening left unsaid, one
     * line each; for people.
     */
    default List<String> notes() {
        return List.of();
    }

    /**
     * Files beside the weights that say something about the model as it is stored, relative to
     * {@link #folder()}; more than {@link #companionFiles()} where some hold for this form only.
     */
    default List<String> describingFiles() {
        return companionFiles();
    }

    /**
     * Files beside the weights that an export carries along (configuration, tokenizer, licence),
     * relative to {@link #folder()}.
     */
    List<String> companionFiles();

    /** The recipe JSON that made this checkpoint, where it is one of our exports. */
    Optional<String> recipeJson();

    /**
     * Checks that every weight file still has the length and the time of change that it had when it
     * was opened.
     *
     * @throws MalformedCheckpointException with {@link
     *     MalformedCheckpointException.Reason#FILE_CHANGED}
     */
    void verifyUnchanged() throws IOException;

    @Override
    void close();
}
