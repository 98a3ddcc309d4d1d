import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs google-java-format in AOSP style over the Java files below some folders: {@code apply} rewrites them, {@code check} names
 * those that would change and fails.
 *
 * <p>A program of its own, because the formatter needs a newer Java than the one that Maven may run on.
 */
final class Format {
    private static final JavaFormatterOptions.Style STYLE = JavaFormatterOptions.Style.AOSP;

    public static void main(String[] args) throws IOException, FormatterException {
        boolean apply = args[0].equals("apply");
        List<Path> changed = new ArrayList<>();
        for (String folder : List.of(args).subList(1, args.length)) {
            try (var files = Files.walk(Path.of(folder))) {
                for (Path file : files.filter(f -> f.toString().endsWith(".java")).sorted().toList()) {
                    String before = Files.readString(file);
                    if (!format(before).equals(before)) {
                        changed.add(file);
                        if (apply) {
                            Files.writeString(file, format(before));
                        }
                    }
                }
            }
        }
        changed.forEach(file -> System.out.println((apply ? "formatted " : "not formatted: ") + file));
        if (!apply && !changed.isEmpty()) {
            System.out.println("run: mvn -q -Pformat process-sources");
            System.exit(1);
        }
    }

    private static String format(String source) throws FormatterException {
        String ordered = ImportOrderer.reorderImports(RemoveUnusedImports.removeUnusedImports(source), STYLE);
        return new Formatter(JavaFormatterOptions.builder().style(STYLE).build()).formatSource(ordered);
    }
}
