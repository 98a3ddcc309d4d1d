package org.quantoscope.quant;

/** A tensor with NaN or infinite weights, which no method can quantize (method.md §2). */
public final class NonFiniteWeightsException extends UnquantizableTensorException {
    private static final long serialVersionUID = 1L;

    private final long count;
    private final long firstRow;
    private final long firstColumn;

    public NonFiniteWeightsException(String tensor, long count, long firstRow, long firstColumn) {
        super(
                tensor,
                count
                        + (count == 1 ? " weight is" : " weights are")
                        + " NaN or infinite, first at row "
                        + firstRow
                        + ", column "
                        + firstColumn
                        + "; keep this tensor at source precision");
        this.count = count;
        this.firstRow = firstRow;
        this.firstColumn = firstColumn;
    }

    /** How many weights are NaN or infinite. */
    public long count() {
        return count;
    }

    public long firstRow() {
        return firstRow;
    }

    public long firstColumn() {
        return firstColumn;
    }
}
