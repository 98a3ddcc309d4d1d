package org.quantoscope.inference;

import org.jspecify.annotations.Nullable;
import org.quantoscope.checkpoint.model.AddedToken;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Finds added tokens in a text: from the left, the longest first. */
final class AddedTokenCutter {
    private static final Pattern WORD = Pattern.compile("\\w", Pattern.UNICODE_CHARACTER_CLASS);

    /** Takes the parts of a text in order. */
    interface Parts {
        /**
         * @param start of the part in the text that was cut
         */
        void text(String part, int start);

        void token(int id);
    }

    private record Entry(String text, AddedToken token) {}

    private final Map<Character, List<Entry>> byFirst = new HashMap<>();

    /** Adds a token under the text that it is looked for by. */
    void add(String text, AddedToken token) {
        if (!text.isEmpty()) {
            List<Entry> list = byFirst.computeIfAbsent(text.charAt(0), _ -> new ArrayList<>());
            list.add(new Entry(text, token));
            list.sort((a, b) -> Integer.compare(b.text().length(), a.text().length()));
        }
    }

    void cut(String text, Parts parts) {
        int done = 0;
        int at = 0;
        while (at < text.length()) {
            @Nullable Entry found = at(text, at);
            if (found == null) {
                at++;
                continue;
            }
            int start = at;
            int end = at + found.text().length();
            at = end;
            AddedToken token = found.token();
            if (token.wholeWord() && (isWordBefore(text, start) || isWordAfter(text, end))) {
                continue;
            }
            if (token.takesSpaceBefore()) {
                start = Math.max(WhiteSpace.before(text, start), done);
            }
            if (token.takesSpaceAfter()) {
                end = WhiteSpace.after(text, end);
            }
            if (done < start) {
                parts.text(text.substring(done, start), done);
            }
            parts.token(token.id());
            done = end;
        }
        if (done < text.length()) {
            parts.text(text.substring(done), done);
        }
    }

    private @Nullable Entry at(String text, int at) {
        @Nullable List<Entry> list = byFirst.isEmpty() ? null : byFirst.get(text.charAt(at));
        if (list != null) {
            for (Entry entry : list) {
                if (text.startsWith(entry.text(), at)) {
                    return entry;
                }
            }
        }
        return null;
    }

    private static boolean isWordBefore(String text, int at) {
        return at > 0 && isWord(text.codePointBefore(at));
    }

    private static boolean isWordAfter(String text, int at) {
        return at < text.length() && isWord(text.codePointAt(at));
    }

    private static boolean isWord(int point) {
        return WORD.matcher(Character.toString(point)).matches();
    }
}
