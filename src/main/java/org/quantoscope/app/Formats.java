package org.quantoscope.app;

import org.quantoscope.checkpoint.CheckpointOpener;
import org.quantoscope.checkpoint.gguf.GgufFormat;
import org.quantoscope.checkpoint.pytorch.PytorchFormat;
import org.quantoscope.checkpoint.quantized.QuantizedFolderFormat;
import org.quantoscope.checkpoint.quantpack.QuantpackFormat;
import org.quantoscope.checkpoint.safetensors.SafetensorsFormat;

import java.util.List;

/**
 * The formats that the program reads, in the order in which they are asked: the only list of them.
 */
public final class Formats {
    private Formats() {}

    public static CheckpointOpener opener() {
        SafetensorsFormat safetensors = new SafetensorsFormat();
        // Packages and quantized folders lie in safetensors files too, so they are asked first.
        return new CheckpointOpener(
                List.of(
                        new QuantpackFormat(safetensors),
                        new GgufFormat(),
                        new QuantizedFolderFormat(safetensors),
                        new PytorchFormat(),
                        safetensors));
    }
}
