package org.quantoscope.quant;

/** Which salient weights share parameters: those of a group, or those of a row. */
public enum SalientScope implements Choice {
    GROUP("group"),
    ROW("row");

    private final String key;

    SalientScope(String key) {
        this.key = key;
    }

    @Override
    public String key() {
        return key;
    }
}
