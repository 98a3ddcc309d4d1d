package org.quantoscope.cli;

import org.jspecify.annotations.Nullable;
import org.quantoscope.quant.BitWidth;
import org.quantoscope.quant.BlockLayout;
import org.quantoscope.quant.Choice;
import org.quantoscope.quant.Preset;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.quant.SpecField;
import org.quantoscope.recipe.Recipe;
import org.quantoscope.recipe.RecipeCodec;
import org.quantoscope.tensor.PrintableText;

import picocli.CommandLine;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The options that say how to quantize: a recipe or a preset, and one option per {@link SpecField}.
 *
 * <p>Without any it is AdpQ compact at 4 bit, RTN in a layout that cannot hold it. The preset is
 * taken at the width of {@code --bits}, so that what depends on the width follows; the other
 * options then override it. With a recipe, options override its default specification and leave its
 * rules alone.
 */
final class SpecOptions {
    private static final BitWidth DEFAULT_WIDTH = new BitWidth(4);

    private final Map<SpecField, String> given = new LinkedHashMap<>();
    private final CommandSpec command;
    private @Nullable String preset;
    private @Nullable Path recipe;

    private SpecOptions(CommandSpec command) {
        this.command = command;
    }

    /**
     * Adds the options to a command.
     *
     * @param except fields whose options the command defines itself
     */
    static SpecOptions addTo(CommandSpec command, Set<SpecField> except) {
        SpecOptions options = new SpecOptions(command);
        ArgGroupSpec.Builder group =
                ArgGroupSpec.builder().validate(false).order(100).heading("%nHow to quantize:%n");
        group.addArg(options.recipeOption());
        group.addArg(options.presetOption());
        SpecField.ALL.stream()
                .filter(field -> !except.contains(field))
                .map(options::option)
                .forEach(group::addArg);
        command.addArgGroup(group.build());
        return options;
    }

    private OptionSpec recipeOption() {
        return OptionSpec.builder("--recipe")
                .paramLabel("FILE")
                .type(Path.class)
                .order(0)
                .setter(new Setting<Path>(value -> recipe = value))
                .description(
                        "Recipe as JSON; the options below override its default specification.")
                .build();
    }

    private OptionSpec presetOption() {
        return OptionSpec.builder("--preset")
                .paramLabel("NAME")
                .type(String.class)
                .order(1)
                .setter(new Setting<String>(value -> preset = value))
                .description(
                        "Starting point, taken at the width of --bits: "
                                + Arrays.stream(Preset.values())
                                        .map(choice -> choice.key() + " (" + choice.title() + ")")
                                        .collect(Collectors.joining(", "))
                                + "; "
                                + Preset.ADPQ_COMPACT.key()
                                + " where none is given, "
                                + Preset.RTN.key()
                                + " in a layout without salient weights.")
                .build();
    }

    private OptionSpec option(SpecField field) {
        return OptionSpec.builder("--" + field.key())
                .paramLabel(label(field))
                .type(String.class)
                .order(2 + SpecField.ALL.indexOf(field))
                .setter(
                        new Setting<String>(value -> {
                            if (value != null && given.put(field, value) != null) {
                                throw usage("--" + field.key() + " is given twice");
                            }
                        }))
                .description(escaped(field.explanation() + " " + range(field)))
                .build();
    }

    /** What a value of the field is called in a usage line: a few words, or one letter. */
    static String label(SpecField field) {
        return field.choices().isEmpty() || field.choices().size() > 4
                ? field.key().substring(0, 1).toUpperCase(Locale.ROOT)
                : String.join("|", field.choices());
    }

    /** The permitted values in words. */
    static String range(SpecField field) {
        return field.range()
                .map(range -> "From " + number(range.min()) + " to " + number(range.max()) + ".")
                .orElseGet(() -> "One of " + String.join(", ", field.choices()) + ".");
    }

    private static String number(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
    }

    private static String escaped(String text) {
        return text.replace("%", "%%");
    }

    /**
     * The recipe that the options ask for.
     *
     * @throws ParameterException if a value is not permitted or options contradict each other
     */
    Recipe recipe() throws IOException {
        if (recipe != null && preset != null) {
            throw usage("--recipe and --preset are two starting points; give one of them");
        }
        if (recipe != null) {
            Recipe read = read(recipe);
            return given.isEmpty() ? read : read.withDefault(overridden(read.defaultSpec()));
        }
        QuantizationSpec spec = overridden(start(width()));
        return Recipe.of(name(spec), spec);
    }

    /** Starts from this layout, where no recipe and no other layout is given. */
    void imply(BlockLayout layout) {
        if (recipe == null) {
            given.putIfAbsent(SpecField.LAYOUT, layout.key());
        }
    }

    /** Whether any of the options was given. */
    boolean isAnyGiven() {
        return recipe != null || preset != null || !given.isEmpty();
    }

    /** The recipe's file; null where the starting point is a preset. */
    @Nullable Path recipeFile() {
        return recipe;
    }

    /** Whether a recipe was given, so that the starting point is no preset. */
    boolean hasRecipe() {
        return recipe != null;
    }

    /** The starting point's name: of the preset, or of the recipe. */
    String method(Recipe base) {
        return hasRecipe() ? base.name() : preset().title();
    }

    /**
     * The specification at another width: of the preset taken there, or of the recipe's default.
     */
    QuantizationSpec at(Recipe base, BitWidth width) {
        return hasRecipe()
                ? base.defaultSpec().withBits(width)
                : overridden(start(width)).withBits(width);
    }

    private Preset preset() {
        if (preset == null) {
            return Preset.ADPQ_COMPACT.nearest(layout());
        }
        Preset chosen;
        try {
            chosen = Choice.parse(Preset.class, "--preset", preset);
        } catch (IllegalArgumentException e) {
            throw usage(String.valueOf(e.getMessage()));
        }
        if (!chosen.suits(layout())) {
            throw usage(
                    "--preset "
                            + preset
                            + " does not fit layout "
                            + layout().key()
                            + "; take --preset "
                            + Preset.RTN.key());
        }
        return chosen;
    }

    private BlockLayout layout() {
        String layout = given.get(SpecField.LAYOUT);
        return layout == null
                ? BlockLayout.PACKAGE
                : set(Preset.RTN.at(DEFAULT_WIDTH), SpecField.LAYOUT, layout).layout();
    }

    private QuantizationSpec start(BitWidth width) {
        return preset().at(width, layout());
    }

    /**
     * {@code values} that the starting point's layout permits for a parameter, or what it permits
     * where that is none of them.
     */
    static List<String> permitted(Recipe base, SpecField field, List<String> values) {
        List<String> permitted = base.defaultSpec().layout().permitted(field);
        List<String> left = values.stream().filter(permitted::contains).toList();
        return permitted.isEmpty() ? values : left.isEmpty() ? permitted : left;
    }

    private BitWidth width() {
        String bits = given.get(SpecField.BITS);
        return bits == null
                ? DEFAULT_WIDTH
                : set(Preset.RTN.at(DEFAULT_WIDTH), SpecField.BITS, bits).bits();
    }

    private QuantizationSpec overridden(QuantizationSpec base) {
        QuantizationSpec spec = base;
        for (SpecField field : SpecField.ALL) {
            String value = given.get(field);
            if (value != null) {
                spec = set(spec, field, value);
            }
        }
        return spec;
    }

    /** {@code spec} with an option's value; usage is wrong where it is not permitted. */
    QuantizationSpec set(QuantizationSpec spec, SpecField field, String value) {
        return set(spec, field.key(), field, value);
    }

    private QuantizationSpec set(
            QuantizationSpec spec, String option, SpecField field, String value) {
        try {
            return field.with(spec, value);
        } catch (IllegalArgumentException e) {
            // The message begins with the parameter's own name.
            String rest = String.valueOf(e.getMessage()).substring(field.key().length());
            throw usage("--" + option + rest);
        }
    }

    /** The values of a list, without repetitions; usage is wrong where one is not permitted. */
    <T> List<T> each(
            Recipe base, List<String> texts, SpecField field, Function<QuantizationSpec, T> value) {
        return each(base, field.key(), texts, field, value);
    }

    /**
     * The same for an option that is not called like its parameter.
     *
     * @param option its name without dashes
     */
    <T> List<T> each(
            Recipe base,
            String option,
            List<String> texts,
            SpecField field,
            Function<QuantizationSpec, T> value) {
        return texts.stream()
                .map(text -> value.apply(set(base.defaultSpec(), option, field, text.strip())))
                .distinct()
                .toList();
    }

    private String name(QuantizationSpec spec) {
        String base = preset().title() + ", " + spec.bits() + " bit";
        String changes =
                given.entrySet().stream()
                        .filter(option -> option.getKey() != SpecField.BITS)
                        .map(option -> option.getKey().key() + " " + option.getValue())
                        .collect(Collectors.joining(", "));
        return changes.isEmpty() ? base : base + ", " + changes;
    }

    /** The recipe in a file. */
    static Recipe read(Path file) throws IOException {
        try {
            return RecipeCodec.read(RecipeFile.text(file));
        } catch (java.nio.charset.CharacterCodingException e) {
            throw new CommandFailedException(file + ": not a recipe, it is no UTF-8 text", e);
        } catch (IllegalArgumentException e) {
            throw new CommandFailedException(
                    file + ": " + PrintableText.escaped("" + e.getMessage()), e);
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(command.commandLine(), message);
    }

    /** A value as picocli hands it over: kept, and told. */
    private static final class Setting<T> implements CommandLine.Model.ISetter {
        private final java.util.function.Consumer<@Nullable T> told;

        Setting(java.util.function.Consumer<@Nullable T> told) {
            this.told = told;
        }

        @Override
        @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
        public <V> V set(V value) {
            told.accept((T) value);
            return value;
        }
    }
}
