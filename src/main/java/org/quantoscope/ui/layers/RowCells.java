package org.quantoscope.ui.layers;

import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.TreeTableCell;

import org.jspecify.annotations.Nullable;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.ui.control.Figures;
import org.quantoscope.ui.control.Tips;
import org.quantoscope.ui.text.Texts;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** The cells of the table. */
final class RowCells {
    private static final PseudoClass ERROR = PseudoClass.getPseudoClass("error");
    private static final PseudoClass STALE = PseudoClass.getPseudoClass("stale");
    private static final PseudoClass FAINT = PseudoClass.getPseudoClass("faint");

    private static final PseudoClass DEQUANTIZED = PseudoClass.getPseudoClass("dequantized");
    private static final PseudoClass PARTIAL = PseudoClass.getPseudoClass("partial");

    private RowCells() {}

    /** A name, with the full one on hover. */
    static final class Name extends TreeTableCell<LayerRow, LayerRow> {
        Name() {
            setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        }

        @Override
        protected void updateItem(@Nullable LayerRow row, boolean empty) {
            super.updateItem(row, empty);
            setText(empty || row == null ? null : row.name());
            pseudoClassStateChanged(FAINT, false);
            Tips.set(
                    this,
                    empty || row == null || row.tensor().isEmpty()
                            ? ""
                            : row.tensor().get().name() + "\n" + row.tensor().get().role().key());
        }
    }

    /** A figure that follows the recipe, or a word why there is none. */
    static final class Figure extends TreeTableCell<LayerRow, RowFigures> {
        private final ToDoubleFunction<RowFigures> value;
        private final Function<Double, String> format;
        private final boolean showsNote;

        Figure(
                ToDoubleFunction<RowFigures> value,
                Function<Double, String> format,
                boolean showsNote) {
            this.value = value;
            this.format = format;
            this.showsNote = showsNote;
            setAlignment(Pos.CENTER_RIGHT);
            getStyleClass().add("figure");
        }

        @Override
        protected void updateItem(@Nullable RowFigures figures, boolean empty) {
            super.updateItem(figures, empty);
            pseudoClassStateChanged(STALE, !empty && figures != null && figures.stale());
            pseudoClassStateChanged(PARTIAL, !empty && figures != null && figures.partial());
            if (empty || figures == null) {
                show("", Optional.empty());
                return;
            }
            double shown = value.applyAsDouble(figures);
            if (figures.note().isPresent()) {
                show(showsNote ? figures.note().get().text() : Figures.NONE, figures.note());
            } else {
                show(Double.isNaN(shown) ? "" : format.apply(shown), Optional.empty());
                if (figures.partial()) {
                    Tips.set(
                            this, Texts.text("layers.partial", figures.known(), figures.members()));
                }
            }
        }

        private void show(String text, Optional<RowFigures.Note> note) {
            setText(text);
            Tips.set(this, note.map(RowFigures.Note::reason).orElse(""));
            pseudoClassStateChanged(ERROR, note.map(RowFigures.Note::error).orElse(false));
            pseudoClassStateChanged(FAINT, note.map(it -> !it.error()).orElse(false));
        }
    }

    /** A word of the header. */
    static final class Fact extends TreeTableCell<LayerRow, String> {
        Fact() {
            getStyleClass().add("fact");
        }

        @Override
        protected void updateItem(@Nullable String text, boolean empty) {
            super.updateItem(text, empty);
            setText(empty ? null : text);
            Tips.set(this, empty || text == null ? "" : text);
        }
    }

    /** How a tensor is stored, and whether its values are made from codes. */
    static final class Type extends TreeTableCell<LayerRow, LayerRow> {
        Type() {
            getStyleClass().add("fact");
        }

        @Override
        protected void updateItem(@Nullable LayerRow row, boolean empty) {
            super.updateItem(row, empty);
            Optional<TensorInfo> tensor = empty || row == null ? Optional.empty() : row.tensor();
            boolean dequantized = tensor.map(TensorInfo::isDequantized).orElse(false);
            pseudoClassStateChanged(DEQUANTIZED, dequantized);
            String encoding = tensor.map(TensorInfo::encoding).orElse("");
            setText(encoding);
            Tips.set(
                    this,
                    dequantized
                            ? Texts.text("type.dequantized", encoding)
                                    + "\n"
                                    + Texts.text("type.dequantized.hint", encoding)
                            : encoding);
        }
    }

    /** A number of weights, in at most seven characters; all digits on hover. */
    static final class Weights extends TreeTableCell<LayerRow, Long> {
        Weights() {
            setAlignment(Pos.CENTER_RIGHT);
            getStyleClass().add("figure");
        }

        @Override
        protected void updateItem(@Nullable Long weights, boolean empty) {
            super.updateItem(weights, empty);
            boolean none = empty || weights == null;
            setText(none || weights == null ? null : brief(weights));
            Tips.set(this, none || weights == null ? "" : Figures.count(weights));
        }

        private static String brief(long weights) {
            return weights < 1_000_000 ? Figures.count(weights) : Figures.compact(weights);
        }
    }
}
