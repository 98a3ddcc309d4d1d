package org.quantoscope.checkpoint.model;

import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.checkpoint.folder.FolderTexts;
import org.quantoscope.checkpoint.gguf.GgufCheckpoint;

import java.io.IOException;

/** Reads {@link DecoderConfig} of a checkpoint of any format. */
public final class DecoderConfigs {
    private DecoderConfigs() {}

    /**
     * The shape of the model in {@code checkpoint}.
     *
     * @throws UnsupportedModelException if its family is not run, or a fact is missing
     * @throws IOException if its configuration cannot be read
     */
    public static DecoderConfig of(Checkpoint checkpoint)
            throws IOException, UnsupportedModelException {
        if (checkpoint instanceof GgufCheckpoint gguf) {
            return new GgufDecoder(gguf.header()).config();
        }
        FolderTexts texts = new FolderTexts(checkpoint);
        if (!texts.has(FolderDecoder.FILE)) {
            throw new UnsupportedModelException(
                    checkpoint.name()
                            + " has no config.json, so how its model is computed is not known; open"
                            + " the whole folder of the model");
        }
        return new FolderDecoder(texts.json(FolderDecoder.FILE)).config();
    }
}
