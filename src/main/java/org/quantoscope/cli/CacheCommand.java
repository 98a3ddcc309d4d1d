package org.quantoscope.cli;

import org.jspecify.annotations.Nullable;
import org.quantoscope.checkpoint.HubCache;
import org.quantoscope.report.Figures;
import org.quantoscope.tensor.PrintableText;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

/** {@code cache}: which models of the Hugging Face hub lie on this machine, ready to be opened. */
@Command(
        name = "cache",
        sortOptions = false,
        customSynopsis = "quantoscope cache [FOLDER]",
        description = "List the models in the Hugging Face cache, with the folders to open.",
        footer = {
            "",
            "Nothing is fetched or changed. Without FOLDER: HF_HUB_CACHE, HF_HOME or ~/.cache."
        })
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields before call()
final class CacheCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "FOLDER",
            description = "cache to list, which holds models--… folders")
    private @Nullable Path folder;

    @Override
    public Integer call() throws IOException {
        Path cache =
                folder == null
                        ? HubCache.folder(System.getenv(), Path.of(System.getProperty("user.home")))
                        : folder;
        List<HubCache.Model> models = HubCache.models(cache);
        PrintWriter out = spec.commandLine().getOut();
        Table table = new Table("model", "revision", "refs", ">files", ">size");
        long bytes = 0;
        for (HubCache.Model model : models) {
            bytes += model.bytes();
            for (HubCache.Snapshot snapshot : model.snapshots()) {
                table.row(
                        model.name(),
                        snapshot.revision(),
                        String.join(", ", snapshot.refs()),
                        Figures.count(snapshot.files()),
                        Figures.bytes(snapshot.bytes()));
            }
        }
        table.print(out);
        out.println();
        out.printf(
                "%s %s, %s%n",
                Figures.count(models.size()),
                models.size() == 1 ? "model" : "models",
                Figures.bytes(bytes));
        out.printf("To open one: quantoscope inspect %s%n", opening(cache, models));
        out.flush();
        return 0;
    }

    private static String opening(Path cache, List<HubCache.Model> models) {
        return PrintableText.escaped(
                models.stream()
                        .flatMap(model -> model.snapshots().stream())
                        .findFirst()
                        .map(snapshot -> snapshot.folder().toString())
                        .orElse(cache.resolve("models--ORG--NAME/snapshots/REVISION").toString()));
    }
}
