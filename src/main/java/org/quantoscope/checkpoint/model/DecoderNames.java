package org.quantoscope.checkpoint.model;

import org.quantoscope.checkpoint.gguf.LlamaNames;

/** Names of a decoder's tensors as Hugging Face has them, whatever the file calls them. */
public final class DecoderNames {
    private DecoderNames() {}

    /** The Hugging Face name; the name itself where it is that already, or none of the family. */
    public static String of(String name) {
        return LlamaNames.toHuggingFace(name).orElse(name);
    }
}
