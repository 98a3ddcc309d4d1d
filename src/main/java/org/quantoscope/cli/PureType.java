package org.quantoscope.cli;

import org.quantoscope.quant.BitWidth;
import org.quantoscope.quant.BlockLayout;
import org.quantoscope.quant.Choice;
import org.quantoscope.quant.ParameterType;
import org.quantoscope.quant.Preset;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.quant.TensorSpec;
import org.quantoscope.recipe.LayerSelector;
import org.quantoscope.recipe.Recipe;
import org.quantoscope.recipe.Rule;
import org.quantoscope.tensor.TensorRole;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The recipe behind one name of a type: all matrices alike, embedding and head included. */
final class PureType {
    private PureType() {}

    /**
     * @throws IllegalArgumentException if there is no such type
     */
    static Recipe recipe(String type) {
        String name = type.toUpperCase(Locale.ROOT);
        QuantizationSpec rtn = Preset.RTN.at(new BitWidth(4));
        for (BlockLayout layout : BlockLayout.values()) {
            if (layout.blocks().isPresent() && layout.key().equals(type)) {
                QuantizationSpec spec = rtn.withLayout(layout);
                LayerSelector ends =
                        new LayerSelector(
                                Optional.empty(),
                                Optional.empty(),
                                List.of(TensorRole.EMBEDDING, TensorRole.HEAD),
                                Optional.empty(),
                                Optional.empty());
                return new Recipe(name, spec, List.of(new Rule(ends, spec)));
            }
        }
        for (ParameterType plain : ParameterType.values()) {
            if (plain.key().equals(type)) {
                TensorSpec spec = new TensorSpec.Store(plain);
                return new Recipe(name, rtn, List.of(new Rule(LayerSelector.glob("*"), spec)));
            }
        }
        String known =
                Stream.concat(
                                Arrays.stream(BlockLayout.values())
                                        .filter(layout -> layout.blocks().isPresent()),
                                Arrays.stream(ParameterType.values()))
                        .map(Choice::key)
                        .collect(Collectors.joining(", "));
        throw new IllegalArgumentException("--type must be one of " + known + ", was " + type);
    }
}
