package org.quantoscope.ui.help;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.FieldRefEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The list of keys names every key that a view listens to. */
class ShortcutListTest {
    private static final Path CLASSES = Path.of("target/classes/org/quantoscope/ui");

    /** How keys are written that people know by other words than the toolkit. */
    private static final Map<String, String> SYMBOLS =
            Map.ofEntries(
                    Map.entry("LEFT", "←"),
                    Map.entry("RIGHT", "→"),
                    Map.entry("UP", "↑"),
                    Map.entry("DOWN", "↓"),
                    Map.entry("PLUS", "+"),
                    Map.entry("EQUALS", "+"),
                    Map.entry("ADD", "+"),
                    Map.entry("MINUS", "−"),
                    Map.entry("SUBTRACT", "−"),
                    Map.entry("ENTER", "Enter"),
                    Map.entry("SPACE", "Space"),
                    Map.entry("ESCAPE", "Esc"),
                    Map.entry("HOME", "Home"),
                    Map.entry("END", "End"),
                    Map.entry("PAGE_UP", "PgUp"),
                    Map.entry("PAGE_DOWN", "PgDn"),
                    Map.entry("DELETE", "Del"),
                    Map.entry("INSERT", "Ins"),
                    Map.entry("C", "Ctrl+C"),
                    Map.entry("D", "Ctrl+D"));

    /** In which sections of the list the keys of a package stand. */
    private static final Map<String, List<String>> SECTIONS =
            Map.ofEntries(
                    Map.entry("layers", List.of("tensors")),
                    Map.entry("control", List.of("knobs")),
                    Map.entry("chart", List.of("charts", "distribution", "salient", "map")),
                    Map.entry("salience", List.of("salient")),
                    Map.entry("map", List.of("map")),
                    Map.entry("evaluation", List.of("evaluation")),
                    Map.entry("tradeoff", List.of("tradeoff")),
                    Map.entry("recipe", List.of("recipe")),
                    Map.entry("metadata", List.of("lists")),
                    Map.entry("hub", List.of("lists")));

    /** Cards with a list of their own, whose keys do what they do in every list. */
    private static final Set<String> ORDINARY = Set.of("palette");

    @TestFactory
    Stream<DynamicTest> keysOfEveryViewAreListed() throws IOException {
        try (Stream<Path> folders = Files.list(CLASSES)) {
            return folders
                    .filter(Files::isDirectory)
                    .map(folder ->
                            DynamicTest.dynamicTest(
                                    String.valueOf(folder.getFileName()), () -> check(folder)))
                    .toList()
                    .stream();
        }
    }

    private static void check(Path folder) throws IOException {
        String name = String.valueOf(folder.getFileName());
        Set<String> keys = keys(folder);
        if (keys.isEmpty() || ORDINARY.contains(name)) {
            return;
        }
        assertThat(SECTIONS).as("sections of ui." + name).containsKey(name);
        List<String> sections = SECTIONS.getOrDefault(name, List.of());
        ResourceBundle texts = ResourceBundle.getBundle("org.quantoscope.texts");
        String listed =
                texts.keySet().stream()
                        .filter(key ->
                                sections.stream()
                                        .anyMatch(it -> key.startsWith("keys." + it + ".")))
                        .filter(key -> key.endsWith(".key"))
                        .map(texts::getString)
                        .reduce("", (one, other) -> one + " " + other);
        assertThat(keys)
                .allSatisfy(key -> assertThat(listed).contains(SYMBOLS.getOrDefault(key, key)));
    }

    private static Set<String> keys(Path folder) throws IOException {
        Set<String> keys = new TreeSet<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(it -> it.toString().endsWith(".class")).toList()) {
                StreamSupport.stream(ClassFile.of().parse(file).constantPool().spliterator(), false)
                        .filter(FieldRefEntry.class::isInstance)
                        .map(FieldRefEntry.class::cast)
                        .filter(it ->
                                it.owner().asInternalName().equals("javafx/scene/input/KeyCode"))
                        .forEach(it -> keys.add(it.name().stringValue()));
            }
        }
        return keys;
    }
}
