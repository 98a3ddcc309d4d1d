package org.quantoscope;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The permitted imports of every package, as executable data: what a package may name beside
 * itself, the Java platform without its toolkits, and the nullness annotations.
 *
 * <p>The architecture page explains the picture; a line here is the rule, and its reason is printed
 * when a class breaks it.
 */
record PackageTable(List<Row> rows) {
    /**
     * @param home package below org.quantoscope, without its sub-packages
     * @param may packages below org.quantoscope that it may name
     * @param libraries package patterns of toolkits and libraries that it may name
     */
    record Row(String home, Set<String> may, Set<String> libraries, String reason) {
        String packageName() {
            return ROOT + "." + home;
        }

        /** ArchUnit patterns of everything that this row permits. */
        String[] permitted() {
            Set<String> patterns = new TreeSet<>(libraries);
            patterns.add(packageName());
            may.forEach(name -> patterns.add(ROOT + "." + name));
            patterns.addAll(PLATFORM);
            return patterns.toArray(String[]::new);
        }
    }

    static final String ROOT = "org.quantoscope";

    static final String PICOCLI = "picocli..";
    static final String JACKSON = "tools.jackson..";
    static final String JACKSON_ANNOTATIONS = "com.fasterxml.jackson.annotation..";
    static final String J2HTML = "j2html..";
    static final String EJML = "org.ejml..";
    static final String JFREECHART = "org.jfree..";
    static final String CONTROLSFX = "org.controlsfx..";
    static final String CONTROLSFX_IMPL = "impl.org.controlsfx..";
    static final String ATLANTAFX = "atlantafx..";
    static final String VECTOR_API = "jdk.incubator.vector..";
    static final String JAVAFX = "javafx..";

    /** Packages of the module javafx.base: properties, collections and events without a screen. */
    private static final Set<String> FX_BASE =
            Set.of("javafx.beans..", "javafx.collections..", "javafx.event..", "javafx.util..");

    static final String AWT = "java.awt..";
    static final String IMAGE_IO = "javax.imageio..";

    /** What everybody may name: the Java platform without its toolkits. */
    private static final Set<String> PLATFORM =
            Set.of(
                    "", // arrays of primitives
                    "java.io..",
                    "java.lang..",
                    "java.math..",
                    "java.nio..",
                    "java.security..",
                    "java.text..",
                    "java.time..",
                    "java.util..",
                    "org.jspecify.annotations..");

    /**
     * Every engine package with its reason to know so little, then the commands, the screens and
     * the root.
     */
    static PackageTable ofProject() {
        return new PackageTable(
                List.of(
                        row(
                                "tensor",
                                Set.of(),
                                Set.of(),
                                "a tensor is the same whatever file, method or screen it meets"),
                        row(
                                "work",
                                Set.of(),
                                Set.of(),
                                "cancelling and progress must serve commands and screens alike"),
                        row(
                                "kernel",
                                Set.of(),
                                Set.of(),
                                "inner loops know numbers, not tensors, and run without the incubator module"),
                        row(
                                "kernel.simd",
                                Set.of("kernel"),
                                Set.of(VECTOR_API),
                                "the vector twins implement the kernels and nothing else"),
                        row(
                                "checkpoint",
                                Set.of("tensor", "work"),
                                Set.of(),
                                "what an open model is does not depend on one format or parser"),
                        row(
                                "checkpoint.safetensors",
                                Set.of("checkpoint", "tensor", "work"),
                                Set.of(JACKSON),
                                "a format knows bytes and layout, not what a method does with them"),
                        row(
                                "checkpoint.folder",
                                Set.of("checkpoint"),
                                Set.of(JACKSON),
                                "reading a text is one thing, knowing what it means another"),
                        row(
                                "checkpoint.model",
                                Set.of(
                                        "checkpoint",
                                        "checkpoint.folder",
                                        "checkpoint.gguf",
                                        "tensor"),
                                Set.of(JACKSON),
                                "who runs a model must not know which file described it"),
                        row(
                                "checkpoint.gguf",
                                Set.of("checkpoint", "checkpoint.folder", "tensor", "work"),
                                Set.of(JACKSON),
                                "a block format is a size and a function; the header is an adversary"),
                        row(
                                "checkpoint.quantpack",
                                Set.of(
                                        "checkpoint",
                                        "checkpoint.safetensors",
                                        "tensor",
                                        "work",
                                        "quant"),
                                Set.of(JACKSON),
                                "our own package holds codes of quant in a safetensors container"),
                        row(
                                "checkpoint.pytorch",
                                Set.of("checkpoint", "checkpoint.safetensors", "tensor", "work"),
                                Set.of(),
                                "a pickle describes tensors; nothing that it names is loaded"),
                        row(
                                "checkpoint.quantized",
                                Set.of("checkpoint", "tensor", "work"),
                                Set.of(JACKSON),
                                "other tools' codes become values here and nowhere else"),
                        row(
                                "checkpoint.metadata",
                                Set.of("checkpoint"),
                                Set.of(JACKSON),
                                "what files say for people is read without knowing a format"),
                        row(
                                "quant",
                                Set.of("tensor", "kernel", "work"),
                                Set.of(EJML),
                                "preview, export and commands must quantize by the same code, so it knows none of them"),
                        row(
                                "recipe",
                                Set.of("quant", "tensor"),
                                Set.of(JACKSON),
                                "a recipe is a value with one JSON form"),
                        row(
                                "session",
                                Set.of("quant", "recipe", "analysis"),
                                Set.of(JACKSON),
                                "a session names what was open, and holds what took minutes to find"),
                        row(
                                "analysis",
                                Set.of("tensor", "kernel", "quant", "recipe", "work"),
                                Set.of(EJML),
                                "measures read views and write reports; who shows them is not their business"),
                        row(
                                "inference",
                                Set.of(
                                        "tensor",
                                        "checkpoint",
                                        "checkpoint.model",
                                        "kernel",
                                        "quant",
                                        "recipe",
                                        "work"),
                                Set.of(),
                                "running a model needs its tensors and the kernels"),
                        row(
                                "calibration",
                                Set.of(
                                        "tensor",
                                        "checkpoint",
                                        "checkpoint.model",
                                        "checkpoint.safetensors",
                                        "kernel",
                                        "inference",
                                        "work"),
                                Set.of(),
                                "what a text does to a model is gathered and kept without a screen"),
                        row(
                                "export",
                                Set.of(
                                        "checkpoint",
                                        "checkpoint.safetensors",
                                        "checkpoint.quantpack",
                                        "checkpoint.gguf",
                                        "checkpoint.model",
                                        "checkpoint.quantized",
                                        "recipe",
                                        "quant",
                                        "tensor",
                                        "kernel",
                                        "work"),
                                Set.of(),
                                "files are written from a checkpoint and a recipe, never from a screen"),
                        row(
                                "report",
                                Set.of(
                                        "tensor",
                                        "work",
                                        "kernel",
                                        "checkpoint",
                                        "quant",
                                        "recipe",
                                        "analysis"),
                                Set.of(J2HTML),
                                "a page is made from immutable reports, with or without a window"),
                        row(
                                "cli",
                                Set.of(
                                        "tensor",
                                        "work",
                                        "kernel",
                                        "checkpoint",
                                        "checkpoint.safetensors",
                                        "checkpoint.quantpack",
                                        "checkpoint.model",
                                        "checkpoint.gguf",
                                        "quant",
                                        "recipe",
                                        "analysis",
                                        "inference",
                                        "calibration",
                                        "export",
                                        "report"),
                                Set.of(PICOCLI, JACKSON),
                                "the commands run where there is no toolkit"),
                        row(
                                "ui.text",
                                Set.of(),
                                Set.of(),
                                "words are asked for by key, with or without a toolkit"),
                        row(
                                "ui.model",
                                with(
                                        with(with(ENGINE, "checkpoint.gguf"), "checkpoint.model"),
                                        "ui.text"),
                                FX_BASE,
                                "view state is tested without a toolkit and serves any control"),
                        row(
                                "ui.chart",
                                Set.of("analysis", "quant", "ui.text"),
                                Set.of(JAVAFX, JFREECHART, AWT, IMAGE_IO),
                                "a chart draws a report; it computes nothing and asks nobody"),
                        row(
                                "ui.control",
                                Set.of("ui.text"),
                                Set.of(JAVAFX, CONTROLSFX),
                                "a control is reusable if it knows no model")));
    }

    /**
     * The row of a package {@code ui.<task>}: they are all alike, and none of them knows another.
     */
    static Row viewRow(String home) {
        Set<String> may = new TreeSet<>(VALUES);
        may.addAll(Set.of("ui.model", "ui.chart", "ui.control", "ui.text"));
        return row(
                home,
                may,
                Set.of(JAVAFX, CONTROLSFX),
                "a view shows its model and reads immutable values; views meet only in app");
    }

    /** Packages of immutable values that a view may read where its model hands them out. */
    private static final Set<String> VALUES =
            Set.of("tensor", "quant", "recipe", "analysis", "inference", "export");

    private static final Set<String> ENGINE =
            Set.of(
                    "tensor",
                    "work",
                    "kernel",
                    "checkpoint",
                    "checkpoint.metadata",
                    "quant",
                    "recipe",
                    "session",
                    "analysis",
                    "inference",
                    "calibration",
                    "export",
                    "report");

    private static Set<String> with(Set<String> packages, String one) {
        Set<String> all = new TreeSet<>(packages);
        all.add(one);
        return all;
    }

    private static Row row(String home, Set<String> may, Set<String> libraries, String reason) {
        return new Row(home, may, libraries, reason);
    }
}
