package org.quantoscope.ui.model;

import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;

import org.quantoscope.work.Cancellation;
import org.quantoscope.work.LatestOnly;

import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Asks for closer looks while somebody looks: the newest question wins, an older answer stays as
 * stale until the new one comes, and nothing is computed for a page that is not on screen.
 *
 * @param <Q> an immutable question
 * @param <A> an immutable answer
 */
final class Looking<Q, A> {
    private static final long PATIENCE_MILLIS = 400;

    private final LatestOnly<Q, A> latest;
    private final BooleanProperty onScreen = new SimpleBooleanProperty();
    private final ReadOnlyObjectWrapper<Look<A>> look = new ReadOnlyObjectWrapper<>(Look.none());
    private Optional<Q> asked = Optional.empty();
    private Optional<Q> submitted = Optional.empty();
    private Optional<Q> answeredLast = Optional.empty();

    Looking(
            Executor worker,
            Executor screen,
            BiFunction<Q, Cancellation, A> answer,
            BiFunction<Q, Throwable, String> failureText) {
        latest =
                new LatestOnly<>(
                        worker,
                        screen,
                        answer,
                        this::answered,
                        (question, failure) ->
                                failed(question, failureText.apply(question, failure)),
                        PATIENCE_MILLIS);
        onScreen.subscribe(now -> submit());
    }

    /** Whether somebody looks. */
    BooleanProperty onScreenProperty() {
        return onScreen;
    }

    ReadOnlyObjectProperty<Look<A>> lookProperty() {
        return look.getReadOnlyProperty();
    }

    /**
     * Follows the preview: its subject is what is looked at.
     *
     * @param question what to ask of what the preview shows; empty where there is nothing to ask
     */
    void follow(PreviewState state, Function<Preview, Optional<Q>> question) {
        switch (state) {
            case PreviewState.Idle idle -> clear(Optional.empty());
            case PreviewState.Failed failed -> clear(Optional.of(failed.message()));
            case PreviewState.Computing computing -> {
                setStale();
                computing.shown().flatMap(question).ifPresent(this::ask);
            }
            case PreviewState.Ready ready ->
                    question.apply(ready.preview())
                            .ifPresentOrElse(
                                    this::ask, () -> clear(Optional.of(ready.preview().reason())));
        }
    }

    private void ask(Q question) {
        asked = Optional.of(question);
        submit();
    }

    /** The answer shown may no longer be true; the next question is on its way. */
    private void setStale() {
        Look<A> now = look.get();
        if (now.current()) {
            look.set(new Look<>(now.answer(), false, now.failure()));
        }
    }

    /** Shows nothing, or why there is nothing. */
    private void clear(Optional<String> reason) {
        asked = Optional.empty();
        submitted = Optional.empty();
        latest.cancel();
        look.set(new Look<>(Optional.empty(), true, reason));
    }

    private void submit() {
        if (onScreen.get() && asked.isPresent()) {
            if (!asked.equals(submitted)) {
                submitted = asked;
                look.set(new Look<>(look.get().answer(), false, Optional.empty()));
                latest.submit(asked.get());
            } else if (!look.get().current() && answeredLast.equals(asked)) {
                look.set(new Look<>(look.get().answer(), true, look.get().failure()));
            }
        }
    }

    private void answered(Q question, A answer) {
        answeredLast = Optional.of(question);
        look.set(
                new Look<>(
                        Optional.of(answer),
                        asked.equals(Optional.of(question)),
                        Optional.empty()));
    }

    private void failed(Q question, String text) {
        if (asked.equals(Optional.of(question))) {
            answeredLast = Optional.of(question);
            look.set(new Look<>(Optional.empty(), true, Optional.of(text)));
        }
    }
}
