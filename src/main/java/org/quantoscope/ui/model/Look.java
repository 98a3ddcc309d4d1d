package org.quantoscope.ui.model;

import java.util.Optional;

/**
 * How a closer look at a tensor stands.
 *
 * @param answer what can be shown now, up to date or not
 * @param current whether it is the answer to what the screen asks now
 * @param failure one line: what happened, to which tensor, what to do
 * @param <A> an immutable answer
 */
public record Look<A>(Optional<A> answer, boolean current, Optional<String> failure) {
    static <A> Look<A> none() {
        return new Look<>(Optional.empty(), true, Optional.empty());
    }
}
