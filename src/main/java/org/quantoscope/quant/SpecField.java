package org.quantoscope.quant;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One parameter of a specification: its key, title, explanation, unit, range or choices, and how
 * its text is read and written.
 *
 * <p>Slider, text field, JSON codec, command-line option and error message all read this one
 * description.
 *
 * @param key word in JSON and, with {@code --}, on the command line
 * @param title words on screen
 * @param explanation one sentence
 * @param unit for example {@code bits}; empty for none
 * @param choices permitted texts, in order; empty for a range
 * @param range smallest, largest value and step; empty for choices
 * @param read value as text
 * @param write specification with the value of a text
 */
public record SpecField(
        String key,
        String title,
        String explanation,
        String unit,
        List<String> choices,
        Optional<Range> range,
        Function<QuantizationSpec, String> read,
        BiFunction<QuantizationSpec, String, QuantizationSpec> write) {

    /** Bounds of a continuous parameter. */
    public record Range(double min, double max, double step) {}

    private static final String SHARE = "share";

    public static final SpecField LAYOUT =
            choice(
                    "layout",
                    "Layout",
                    "The file format whose rounding is followed: our own package, which takes everything, or one"
                            + " that other programs load, which fixes what its blocks cannot hold.",
                    "",
                    keys(BlockLayout.class),
                    spec -> spec.layout().key(),
                    (spec, text) ->
                            spec.withLayout(Choice.parse(BlockLayout.class, "layout", text)));

    public static final SpecField BITS =
            choice(
                    "bits",
                    "Bits",
                    "Width of a code: each weight becomes one of 2^bits values of its group.",
                    "bits",
                    BitWidth.CHOICES.stream().map(BitWidth::toString).toList(),
                    spec -> spec.bits().toString(),
                    (spec, text) -> spec.withBits(width("bits", text)));

    public static final SpecField GROUP_SIZE =
            choice(
                    "group-size",
                    "Group size",
                    "Number of consecutive weights along the input dimension that share a scale and offset.",
                    "weights",
                    GroupSize.CHOICES.stream().map(GroupSize::toString).toList(),
                    spec -> spec.groupSize().toString(),
                    (spec, text) -> spec.withGroupSize(groupSize(text)));

    public static final SpecField ALPHA =
            range(
                    "alpha",
                    "Salient share α",
                    "Largest share of the weights that is called salient and quantized apart from the rest"
                            + " (not AWQ's α, which is an exponent).",
                    SHARE,
                    new Range(0, SalientShare.MAX, 0.005),
                    spec -> Double.toString(spec.alpha().value()),
                    (spec, text) -> spec.withAlpha(new SalientShare(number("alpha", text))));

    public static final SpecField CLIP =
            range(
                    "clip",
                    "Clip ρ",
                    "Factor on the range of the non-salient weights of a group; values beyond it are clamped.",
                    "",
                    new Range(ClipRatio.MIN, 1, 0.01),
                    spec -> Double.toString(spec.clip().value()),
                    (spec, text) -> spec.withClip(new ClipRatio(number("clip", text))));

    public static final SpecField FIT =
            choice(
                    "fit",
                    "Fit",
                    "How scale and offset of the non-salient weights are found: from their range, the best of six"
                            + " scaled ranges, or least squares on the codes.",
                    "",
                    keys(RangeFit.class),
                    spec -> spec.fit().key(),
                    (spec, text) -> spec.withFit(Choice.parse(RangeFit.class, "fit", text)));

    public static final SpecField SCHEME =
            choice(
                    "scheme",
                    "Scheme",
                    "What a code q stands for: q·s + m if affine, q·s if symmetric, (q − z)·s if zero-point.",
                    "",
                    keys(Scheme.class),
                    spec -> spec.scheme().key(),
                    (spec, text) -> spec.withScheme(Choice.parse(Scheme.class, "scheme", text)));

    public static final SpecField SALIENT_GRID =
            choice(
                    "salient-grid",
                    "Salient grid",
                    "Values of salient codes: those of the scheme, or two lobes of sign and magnitude that waste none"
                            + " on the empty middle.",
                    "",
                    keys(SalientGrid.class),
                    spec -> spec.salientGrid().key(),
                    (spec, text) ->
                            spec.withSalientGrid(
                                    Choice.parse(SalientGrid.class, "salient-grid", text)));

    public static final SpecField SALIENT_SCOPE =
            choice(
                    "salient-scope",
                    "Salient scope",
                    "Which salient weights share parameters: those of a group, or those of a row.",
                    "",
                    keys(SalientScope.class),
                    spec -> spec.salientScope().key(),
                    (spec, text) ->
                            spec.withSalientScope(
                                    Choice.parse(SalientScope.class, "salient-scope", text)));

    public static final SpecField SALIENT_FIT =
            choice(
                    "salient-fit",
                    "Salient fit",
                    "How parameters of the salient weights are found; by range keeps the largest weights nearly exact.",
                    "",
                    keys(RangeFit.class),
                    spec -> spec.salientFit().key(),
                    (spec, text) ->
                            spec.withSalientFit(Choice.parse(RangeFit.class, "salient-fit", text)));

    public static final SpecField SALIENT_BITS =
            choice(
                    "salient-bits",
                    "Salient bits",
                    "Width of a salient code: the same as the others, or its own.",
                    "bits",
                    salientWidths(),
                    spec -> spec.salientBits().map(BitWidth::toString).orElse("same"),
                    (spec, text) ->
                            spec.withSalientBits(
                                    text.equals("same")
                                            ? Optional.empty()
                                            : Optional.of(width("salient-bits", text))));

    public static final SpecField PARAMETERS =
            choice(
                    "params",
                    "Parameters",
                    "Type in which scales and offsets are stored; codes are computed from the stored values.",
                    "",
                    keys(ParameterType.class),
                    spec -> spec.parameters().key(),
                    (spec, text) ->
                            spec.withParameters(Choice.parse(ParameterType.class, "params", text)));

    /** Every parameter, in the order of screens and files. */
    public static final List<SpecField> ALL =
            List.of(
                    LAYOUT,
                    BITS,
                    GROUP_SIZE,
                    ALPHA,
                    CLIP,
                    FIT,
                    SCHEME,
                    SALIENT_GRID,
                    SALIENT_SCOPE,
                    SALIENT_FIT,
                    SALIENT_BITS,
                    PARAMETERS);

    /**
     * Whether the value is a number of a continuous range; otherwise it is one of {@link #choices}.
     */
    public boolean isContinuous() {
        return range.isPresent();
    }

    /** Whether the value is a share of the weights, which people read in percent. */
    public boolean isShare() {
        return unit.equals(SHARE);
    }

    /** Reads a value as text from a specification. */
    public String textOf(QuantizationSpec spec) {
        return read.apply(spec);
    }

    /**
     * {@code spec} with this parameter set to the value of {@code text}.
     *
     * @throws IllegalArgumentException that names the parameter and says what is permitted
     */
    public QuantizationSpec with(QuantizationSpec spec, String text) {
        QuantizationSpec changed = unchecked(spec, text);
        List<String> permitted = changed.layout().permitted(this);
        if (!permitted.isEmpty() && !permitted.contains(textOf(changed))) {
            throw new IllegalArgumentException(
                    key
                            + (permitted.size() == 1 ? " is " : " must be one of ")
                            + String.join(", ", permitted)
                            + " with layout "
                            + changed.layout().key()
                            + ", was "
                            + shown(text));
        }
        return changed;
    }

    /** The same without asking the layout. */
    QuantizationSpec unchecked(QuantizationSpec spec, String text) {
        return write.apply(spec, text);
    }

    private static SpecField choice(
            String key,
            String title,
            String explanation,
            String unit,
            List<String> choices,
            Function<QuantizationSpec, String> read,
            BiFunction<QuantizationSpec, String, QuantizationSpec> write) {
        return new SpecField(key, title, explanation, unit, choices, Optional.empty(), read, write);
    }

    private static SpecField range(
            String key,
            String title,
            String explanation,
            String unit,
            Range range,
            Function<QuantizationSpec, String> read,
            BiFunction<QuantizationSpec, String, QuantizationSpec> write) {
        return new SpecField(
                key, title, explanation, unit, List.of(), Optional.of(range), read, write);
    }

    private static <E extends Enum<E> & Choice> List<String> keys(Class<E> type) {
        return Arrays.stream(type.getEnumConstants()).map(Choice::key).toList();
    }

    private static List<String> salientWidths() {
        return Stream.concat(Stream.of("same"), BitWidth.CHOICES.stream().map(BitWidth::toString))
                .toList();
    }

    private static BitWidth width(String field, String text) {
        return BitWidth.CHOICES.stream()
                .filter(width -> width.toString().equals(text))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                field + " must be 2, 3, 4, 5, 6 or 8, was " + shown(text)));
    }

    private static GroupSize groupSize(String text) {
        return GroupSize.CHOICES.stream()
                .filter(size -> size.toString().equals(text))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "group-size must be 16, 32, 64, 128, 256 or row, was "
                                        + shown(text)));
    }

    private static double number(String field, String text) {
        // Java alone would also read 0x1p-5, 0.05d and blanks around a number.
        if (!text.strip().matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?")) {
            throw new IllegalArgumentException(field + " must be a number, was " + shown(text));
        }
        return Double.parseDouble(text);
    }

    private static String shown(String text) {
        return text.isEmpty() ? "empty" : text;
    }
}
