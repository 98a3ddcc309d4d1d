package org.quantoscope.ui.model;

import org.quantoscope.checkpoint.model.DecoderConfig;
import org.quantoscope.checkpoint.model.UnsupportedModelException;
import org.quantoscope.inference.Decoder;
import org.quantoscope.ui.text.Texts;
import org.quantoscope.work.Cancellation;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/** Finds out whether a model can be run, from its headers and its tokenizer. */
final class SupportCheck {
    private SupportCheck() {}

    static ModelSupport of(RunnableModel model) {
        try {
            Cancellation none = Cancellation.none();
            Decoder decoder = model.decoder(Optional.empty(), model.multiplier(none), none, 0);
            model.tokenizer();
            return new ModelSupport(ModelSupport.State.RUNS, words(decoder));
        } catch (UnsupportedModelException e) {
            return refused(String.valueOf(e.getMessage()));
        } catch (IOException | RuntimeException | InternalError | OutOfMemoryError e) {
            return refused(FailureText.of(e, model.session().name()));
        }
    }

    private static ModelSupport refused(String why) {
        return new ModelSupport(ModelSupport.State.REFUSED, why);
    }

    private static String words(Decoder decoder) {
        DecoderConfig config = decoder.config();
        String family = config.family().name();
        return Texts.text(
                "evaluation.model",
                family.charAt(0) + family.substring(1).toLowerCase(Locale.ROOT),
                config.layers(),
                decoder.vocabulary());
    }
}
