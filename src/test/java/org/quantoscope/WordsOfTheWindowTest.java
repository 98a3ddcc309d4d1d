package org.quantoscope;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.Map.entry;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.quantoscope.ClassTexts.Text;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.regex.Pattern;

/** What people read in the window stands in one bundle. */
class WordsOfTheWindowTest {
    private static final Path CLASSES = Path.of("target/classes/org/quantoscope");

    /** Two words in a row are for people. */
    private static final Pattern SENTENCE = Pattern.compile("\\p{L}{2,}[,;:.]? \\p{L}{2,}");

    private static final Pattern KEY = Pattern.compile("[a-z]+(\\.[a-z0-9-]+)+");

    /** What shows a text that it is given. */
    private static final Pattern SHOWS =
            Pattern.compile(
                    "javafx/.*\\.(setText|setTitle|setPromptText|setAccessibleText)"
                            + "|javafx/scene/control/(Label|Button|ToggleButton|CheckBox|MenuItem"
                            + "|Tooltip|TextField)\\.<init>"
                            + "|org/quantoscope/ui/model/Notice\\.\\w+"
                            + "|org/quantoscope/ui/control/Tips\\.(set|of)");

    /** Classes whose sentences are no words of the window, with the reason. */
    private static final Map<String, String> OTHERS =
            Map.ofEntries(
                    entry("FrameTimes", "writes a file of measurements"),
                    entry("Snapshots", "tells the command line why there are no pictures"),
                    entry("CommandLineText", "writes a command"),
                    entry("ToolkitStart", "compares with what JavaFX logs"),
                    entry("GridPreset", "lists values by their keys, as a command takes them"),
                    entry("HeatScale", "refuses what only a mistake in the program asks for"),
                    entry("ViewState", "refuses what only a mistake in the program asks for"),
                    entry("EvaluationTexts", "refuses what only a mistake in the program asks for"),
                    entry("MetadataLines", "compares with a format's name for a type"),
                    entry("MetadataTable", "names columns for other programs"),
                    entry("HeavyColumns", "names columns for other programs"),
                    entry("RuleTable", "names columns for other programs"),
                    entry("TensorText", "names columns for other programs"));

    private static List<Text> texts = List.of();

    @BeforeAll
    static void readClasses() throws IOException {
        List<Text> all = new ArrayList<>(ClassTexts.in(CLASSES.resolve("ui")));
        all.addAll(ClassTexts.in(CLASSES.resolve("app")));
        texts = all;
    }

    @Test
    void noScreenHoldsASentenceOfItsOwn() {
        assertThat(texts)
                .filteredOn(it -> SENTENCE.matcher(it.text()).find())
                .filteredOn(it -> !OTHERS.containsKey(it.type()))
                .filteredOn(it -> !it.text().startsWith("-fx-"))
                .isEmpty();
    }

    @Test
    void noControlIsMadeWithWordsOfItsOwn() {
        assertThat(texts)
                .filteredOn(it -> SHOWS.matcher(it.next()).matches())
                .filteredOn(it -> it.text().chars().anyMatch(Character::isLetter))
                .isEmpty();
    }

    @Test
    void everyExceptionIsStillNeeded() {
        assertThat(OTHERS.keySet())
                .allSatisfy(type ->
                        assertThat(texts)
                                .as(type)
                                .anyMatch(it ->
                                        it.type().equals(type)
                                                && SENTENCE.matcher(it.text()).find()));
    }

    @Test
    void everyTextThatIsAskedForByItsKeyIsThere() {
        ResourceBundle bundle = ResourceBundle.getBundle("org.quantoscope.texts");
        assertThat(texts)
                .filteredOn(it -> it.next().equals(ClassTexts.WITH_MORE))
                .filteredOn(it -> KEY.matcher(it.text()).matches())
                .hasSizeGreaterThan(100)
                .allSatisfy(it -> assertThat(bundle.containsKey(it.text())).as(it.text()).isTrue());
    }
}
