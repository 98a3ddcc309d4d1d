package org.quantoscope.tensor;

/** Text that comes out of files, such as names of tensors, made fit for one line of a terminal. */
public final class PrintableText {
    private PrintableText() {}

    /**
     * {@code text} with everything escaped that could move a terminal's cursor, break a line or
     * turn its direction.
     */
    public static String escaped(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isUnprintable(c) || Character.isSurrogate(c)) {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    /**
     * Whether {@code codePoint} is a control, a format character such as a change of direction, or
     * a line separator.
     */
    public static boolean isUnprintable(int codePoint) {
        int type = Character.getType(codePoint);
        return Character.isISOControl(codePoint)
                || type == Character.FORMAT
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }
}
