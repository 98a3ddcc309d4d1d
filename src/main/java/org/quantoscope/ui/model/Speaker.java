package org.quantoscope.ui.model;

import org.quantoscope.inference.Decoder;
import org.quantoscope.inference.Generator;
import org.quantoscope.inference.TokenText;
import org.quantoscope.inference.Tokenizer;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Continues a prompt token by token, the likeliest each time, until the model ends it. */
final class Speaker {
    private final Generator generator;
    private final TokenText text;
    private final OptionalInt end;
    private final int most;
    private final List<Integer> ids = new ArrayList<>();
    private final List<String> texts = new ArrayList<>();
    private int next;
    private boolean ended;

    /**
     * Runs the prompt.
     *
     * @param prompt at least one token
     * @param most tokens to add
     */
    Speaker(Decoder decoder, Tokenizer tokenizer, int[] prompt, int most) {
        this.generator = new Generator(decoder, prompt.length + most);
        this.text = tokenizer.text(false);
        this.end = tokenizer.eos();
        this.most = most;
        generator.add(prompt);
        next = generator.likeliest();
    }

    /** Whether there is no more to say. */
    boolean isDone() {
        return ended || ids.size() >= most;
    }

    /** Says one more token, or ends. */
    void step() {
        if (isDone()) {
            return;
        }
        if (end.isPresent() && end.getAsInt() == next) {
            ended = true;
            return;
        }
        ids.add(next);
        texts.add(text.next(next));
        if (ids.size() < most) {
            generator.add(next);
            next = generator.likeliest();
        }
    }

    Speech.Said said() {
        return new Speech.Said(ids, texts, ended);
    }
}
