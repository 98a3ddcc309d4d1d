package org.quantoscope.checkpoint.model;

import java.text.Normalizer;

/** One step of what a tokenizer does to a text before it cuts it ({@code normalizer}). */
public sealed interface TextRule {
    /** A Unicode normal form. */
    record Form(Normalizer.Form form) implements TextRule {}

    /** Puts something before a text that is not empty. */
    record Prepend(String text) implements TextRule {}

    /**
     * @param regex whether the pattern is a regular expression in Oniguruma's syntax
     * @param by taken literally
     */
    record Replace(String pattern, boolean regex, String by) implements TextRule {}

    /** Every character by itself, whatever stands around it. */
    record Lowercase() implements TextRule {}

    /** Takes white space off the ends. */
    record Strip(boolean left, boolean right) implements TextRule {}
}
