package org.quantoscope.ui.evaluation;

import javafx.geometry.Orientation;
import javafx.geometry.Point2D;
import javafx.scene.AccessibleRole;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import javafx.scene.shape.Path;
import javafx.scene.shape.PathElement;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;

import org.quantoscope.ui.model.TokenLoss;
import org.quantoscope.ui.text.Texts;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A text whose tokens are coloured by what was lost on them; the mouse or the arrow keys read one.
 */
final class LossText extends Region {
    /** Losses in nats from which on a token has the first, second, … colour. */
    static final double[] STEPS = {0.1, 0.3, 1, 3};

    private final TextFlow flow = new TextFlow();
    private final List<Path> colours = new ArrayList<>();
    private final Path cursor = new Path();
    private final Consumer<Optional<TokenLoss>> onRead;
    private List<TokenLoss> tokens = List.of();

    /** Where each token begins in the text, and where the last one ends. */
    private int[] starts = {0};

    private int read = -1;
    private double drawnWidth = -1;

    /**
     * @param onRead told of the token that is being read
     */
    LossText(Consumer<Optional<TokenLoss>> onRead) {
        this.onRead = onRead;
        setId("loss-text");
        getStyleClass().add("loss-text");
        setAccessibleRole(AccessibleRole.TEXT);
        setFocusTraversable(true);
        setAccessibleText(Texts.text("passage.title.hint"));
        for (int step = -STEPS.length; step <= STEPS.length; step++) {
            Path path = new Path();
            path.getStyleClass().add(style(step));
            path.setManaged(false);
            path.setStroke(null);
            colours.add(path);
        }
        cursor.getStyleClass().add("loss-cursor");
        cursor.setManaged(false);
        getChildren().addAll(colours);
        getChildren().addAll(flow, cursor);
        setOnMouseMoved(this::moved);
        setOnMouseExited(event -> read(-1));
        setOnMousePressed(event -> requestFocus());
        setOnKeyPressed(this::pressed);
    }

    /** The style class of a step: {@code loss-1} …, {@code gain-1} …, {@code loss-0} for none. */
    static String style(int step) {
        return step < 0 ? "gain-" + -step : "loss-" + step;
    }

    /** How many steps a loss reaches; negative for a gain. */
    static int step(double loss) {
        int step = 0;
        while (step < STEPS.length && Math.abs(loss) >= STEPS[step]) {
            step++;
        }
        return loss < 0 ? -step : step;
    }

    void show(List<TokenLoss> next) {
        tokens = List.copyOf(next);
        starts = new int[tokens.size() + 1];
        StringBuilder faint = new StringBuilder();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < tokens.size(); i++) {
            starts[i] = faint.length() + text.length();
            // Only what comes first in a window is not scored.
            (tokens.get(i).scored() || !text.isEmpty() ? text : faint).append(tokens.get(i).text());
        }
        starts[tokens.size()] = faint.length() + text.length();
        flow.getChildren().setAll(words(faint, "loss-unscored"), words(text, "loss-scored"));
        String all = faint.toString() + text;
        setAccessibleText(all.isEmpty() ? Texts.text("passage.title.hint") : all);
        drawnWidth = -1;
        read(-1);
        requestLayout();
    }

    private static Text words(CharSequence words, String style) {
        Text text = new Text(words.toString());
        text.getStyleClass().add(style);
        return text;
    }

    private void moved(MouseEvent event) {
        Point2D at = flow.sceneToLocal(event.getSceneX(), event.getSceneY());
        if (tokens.isEmpty() || !flow.contains(at)) {
            read(-1);
            return;
        }
        int place = flow.hitTest(at).getCharIndex();
        for (int i = 0; i < tokens.size(); i++) {
            if (place >= starts[i] && place < starts[i + 1]) {
                read(i);
                return;
            }
        }
    }

    private void pressed(KeyEvent event) {
        int next =
                switch (event.getCode()) {
                    case RIGHT -> read + 1;
                    case LEFT -> read - 1;
                    case HOME -> 0;
                    case END -> tokens.size() - 1;
                    default -> -2;
                };
        if (next > -2 && !tokens.isEmpty()) {
            read(Math.clamp(next, 0, tokens.size() - 1));
            event.consume();
        }
    }

    private void read(int token) {
        if (token != read) {
            read = token;
            placeCursor();
        }
        onRead.accept(token < 0 ? Optional.empty() : Optional.of(tokens.get(token)));
    }

    private void placeCursor() {
        cursor.getElements().setAll(read < 0 ? new PathElement[0] : shape(read));
    }

    private PathElement[] shape(int token) {
        return flow.rangeShape(starts[token], starts[token + 1]);
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    @Override
    protected double computePrefHeight(double width) {
        double sides = getInsets().getLeft() + getInsets().getRight();
        return getInsets().getTop()
                + getInsets().getBottom()
                + flow.prefHeight(width < 0 ? width : width - sides);
    }

    @Override
    protected void layoutChildren() {
        double x = getInsets().getLeft();
        double y = getInsets().getTop();
        double width = getWidth() - x - getInsets().getRight();
        flow.resizeRelocate(x, y, width, getHeight() - y - getInsets().getBottom());
        if (width == drawnWidth) {
            return;
        }
        drawnWidth = width;
        flow.layout();
        List<List<PathElement>> parts = new ArrayList<>();
        colours.forEach(path -> parts.add(new ArrayList<>()));
        for (int i = 0; i < tokens.size(); i++) {
            int step = tokens.get(i).scored() ? step(tokens.get(i).loss()) : 0;
            if (step != 0 && starts[i + 1] > starts[i]) {
                parts.get(step + STEPS.length).addAll(List.of(shape(i)));
            }
        }
        for (int i = 0; i < colours.size(); i++) {
            colours.get(i).getElements().setAll(parts.get(i));
            colours.get(i).setLayoutX(x);
            colours.get(i).setLayoutY(y);
        }
        cursor.setLayoutX(x);
        cursor.setLayoutY(y);
        placeCursor();
    }
}
