package org.quantoscope.ui.tradeoff;

import org.quantoscope.analysis.TradeOffGrid;
import org.quantoscope.quant.BitWidth;
import org.quantoscope.quant.Preset;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.quant.ShareText;
import org.quantoscope.quant.SpecField;
import org.quantoscope.ui.control.Figures;
import org.quantoscope.ui.text.Texts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Lists of values as they are typed into the form of a grid. */
final class GridText {
    /** What the field for any other parameter takes; the rest have fields of their own. */
    static final List<SpecField> FURTHER =
            List.of(
                    SpecField.FIT,
                    SpecField.SALIENT_GRID,
                    SpecField.SALIENT_SCOPE,
                    SpecField.SALIENT_FIT,
                    SpecField.SALIENT_BITS,
                    SpecField.PARAMETERS);

    private static final QuantizationSpec ANY = Preset.ADPQ.at(new BitWidth(4));
    private static final Pattern AXIS =
            Pattern.compile("\\s*([a-z-]+)\\s*=([^=]*?)(?=[a-z-]+\\s*=|$)");

    private GridText() {}

    /**
     * The grid of both presets of AdpQ.
     *
     * @param lists in the order of {@link GridPreset#lists()}
     * @throws IllegalArgumentException that names the list and says what is permitted
     */
    static TradeOffGrid grid(List<String> lists) {
        List<TradeOffGrid.Axis> axes = new ArrayList<>();
        axes.addAll(axis(lists.get(2), SpecField.GROUP_SIZE));
        axes.addAll(axis(lists.get(3), SpecField.CLIP));
        axes.addAll(axis(lists.get(4), SpecField.SCHEME));
        axes.addAll(further(lists.get(5)));
        return new TradeOffGrid(
                List.of(Preset.ADPQ, Preset.ADPQ_COMPACT),
                values(lists.get(0), SpecField.BITS, QuantizationSpec::bits),
                values(lists.get(1), SpecField.ALPHA, QuantizationSpec::alpha),
                axes);
    }

    /**
     * The values of a list.
     *
     * @throws IllegalArgumentException that names the parameter and says what is permitted
     */
    static <T> List<T> values(String list, SpecField field, Function<QuantizationSpec, T> value) {
        return items(list, field).stream()
                .map(text -> value.apply(with(field, text)))
                .distinct()
                .toList();
    }

    private static QuantizationSpec with(SpecField field, String text) {
        try {
            return field.with(ANY, text);
        } catch (IllegalArgumentException e) {
            if (!field.isShare() || field.range().isEmpty()) {
                throw e;
            }
            // The list is typed in percent, so that is how its bounds are told.
            SpecField.Range range = field.range().get();
            throw new IllegalArgumentException(
                    Texts.text(
                            "tradeoff.grid.share",
                            field.title(),
                            Figures.percent(range.min(), 0),
                            Figures.percent(range.max(), 0)),
                    e);
        }
    }

    /** A list as an axis; none where it is empty. */
    static List<TradeOffGrid.Axis> axis(String list, SpecField field) {
        List<String> values = values(list, field, field::textOf);
        return values.isEmpty() ? List.of() : List.of(new TradeOffGrid.Axis(field, values));
    }

    /**
     * Axes over any further parameters, for example {@code fit=range,best salient-bits=same,5}.
     *
     * @throws IllegalArgumentException that says what can be typed
     */
    static List<TradeOffGrid.Axis> further(String text) {
        List<TradeOffGrid.Axis> axes = new ArrayList<>();
        Matcher typed = AXIS.matcher(text);
        int end = 0;
        while (typed.find() && typed.start() == end) {
            end = typed.end();
            String key = typed.group(1);
            SpecField field =
                    FURTHER.stream()
                            .filter(it -> it.key().equals(key))
                            .findFirst()
                            .orElseThrow(() ->
                                    refused(Texts.text("tradeoff.grid.further.unknown", key)));
            List<TradeOffGrid.Axis> axis = axis(typed.group(2), field);
            if (axis.isEmpty() || axes.stream().anyMatch(it -> it.field() == field)) {
                throw refused(
                        Texts.text(
                                axis.isEmpty()
                                        ? "tradeoff.grid.further.empty"
                                        : "tradeoff.grid.further.twice",
                                key));
            }
            axes.addAll(axis);
        }
        if (!text.substring(end).isBlank()) {
            throw refused(Texts.text("tradeoff.grid.further.was", text.substring(end).strip()));
        }
        return axes;
    }

    private static IllegalArgumentException refused(String why) {
        return new IllegalArgumentException(
                Texts.text(
                        "tradeoff.grid.further.refused",
                        FURTHER.stream().map(SpecField::key).collect(Collectors.joining(", ")),
                        why));
    }

    private static List<String> items(String list, SpecField field) {
        return Arrays.stream(list.split("[,;\\s]+"))
                .filter(text -> !text.isEmpty())
                .map(text -> field.isShare() ? share(text) : text)
                .toList();
    }

    /** A percentage as a share, exactly. */
    private static String share(String text) {
        try {
            return ShareText.ofPercent(text.replace("%", ""));
        } catch (NumberFormatException e) {
            return text;
        }
    }
}
