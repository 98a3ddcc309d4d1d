package org.quantoscope.export;

import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.checkpoint.ModelConfig;

import java.nio.file.Path;

/**
 * The command by which a finished export is loaded where it is meant for, ready for a POSIX shell.
 *
 * <p>It asks for no more than is there: without a tokenizer no text, without a configuration no
 * model. What is missing the plan's notes say.
 */
public final class LoadCommand {
    private static final String CAUSAL = "transformers.AutoModelForCausalLM";

    private LoadCommand() {}

    /** For what {@code receipt} says was written by {@code plan}. */
    public static String of(ExportPlan plan, ExportReceipt receipt) {
        String target = quoted(receipt.target().toString());
        String file = quoted(firstFile(receipt).toString());
        return switch (plan.files()) {
            case GgufPlan gguf when gguf.model().hasTokenizer() -> "llama-cli -m " + file;
            case GgufPlan gguf -> "gguf-dump --no-tensors " + file;
            case FolderFiles folder -> {
                Checkpoint source = folder.kind().source();
                boolean named = source.config().architecture().isPresent();
                boolean tokenizer = ReaderNotes.hasTokenizer(source);
                yield switch (plan.options().format()) {
                    case PACKAGE, GGUF -> "quantoscope inspect " + target;
                    case DEQUANTIZED, COMPRESSED_TENSORS ->
                            source.config().modelType().isPresent()
                                    ? transformers(source.config(), tokenizer) + target
                                    : names() + file;
                    // vLLM chooses a model's code by its architecture only.
                    case GPTQ, AWQ ->
                            named
                                    ? vllm(plan.options().format(), target, tokenizer)
                                    : transformers(source.config(), tokenizer) + target;
                };
            }
        };
    }

    private static String vllm(ExportFormat format, String target, boolean tokenizer) {
        return "vllm serve "
                + target
                // vLLM's AWQ kernels multiply in F16 and refuse other types of the configuration.
                + (format == ExportFormat.AWQ ? " --dtype float16" : "")
                + (tokenizer ? "" : " --skip-tokenizer-init");
    }

    private static String transformers(ModelConfig config, boolean tokenizer) {
        boolean writes =
                config.architecture()
                        .map(name -> name.endsWith("ForCausalLM") || name.endsWith("LMHeadModel"))
                        .orElse(true);
        return python(
                "transformers",
                writes && tokenizer
                        ? "transformers.pipeline('text-generation', sys.argv[1])('Once upon a time')"
                        : (writes ? CAUSAL : "transformers.AutoModel")
                                + ".from_pretrained(sys.argv[1])");
    }

    private static String names() {
        return python(
                "safetensors", "list(safetensors.safe_open(sys.argv[1], framework='np').keys())");
    }

    private static String python(String module, String expression) {
        return "python -c \"import sys, " + module + "; print(" + expression + ")\" ";
    }

    /** Of several files the first: llama.cpp is given that one. */
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
