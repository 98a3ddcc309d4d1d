package org.quantoscope.export;

import java.nio.file.Path;

/**
 * The command by which a finished export is loaded where it is meant for, ready for a POSIX shell.
 */
public final class LoadCommand {
    private LoadCommand() {}

    /** For what {@code receipt} says was written. */
    public static String of(ExportFormat format, ExportReceipt receipt) {
        String target = receipt.target().toString();
        return switch (format) {
            case PACKAGE -> "quantoscope inspect " + quoted(target);
            case DEQUANTIZED, COMPRESSED_TENSORS ->
                    "python -c \"import sys, transformers;"
                            + " print(transformers.pipeline('text-generation', sys.argv[1])"
                            + "('Once upon a time'))\" "
                            + quoted(target);
            case GPTQ -> "vllm serve " + quoted(target);
            // vLLM's AWQ kernels multiply in F16 and refuse other types of the configuration.
            case AWQ -> "vllm serve " + quoted(target) + " --dtype float16";
            case GGUF -> "llama-cli -m " + quoted(firstFile(receipt).toString());
        };
    }

    /** Of several parts llama.cpp is given the first. */
    private static Path firstFile(ExportReceipt receipt) {
        Path target = receipt.target();
        return target.toString().endsWith(".gguf")
                ? target
                : target.resolve(receipt.files().getFirst().name());
    }

    private static String quoted(String word) {
        return word.matches("[\\w./@%+=:,-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
