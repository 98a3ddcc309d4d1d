package org.quantoscope.analysis;

/**
 * How far apart two weight histograms over the same bins are (method.md §5).
 *
 * <p>With p = (c + ½)/(n + B/2) before, q the same after. A picture, not a ranking: it depends on
 * the number of bins.
 *
 * @param bins B
 * @param weightKl Σ p ln(p/q) in nats
 * @param weightJs Jensen-Shannon divergence of p and q in nats
 * @param entropyBefore entropy of p in bits
 * @param entropyAfter entropy of q in bits
 */
public record Divergence(
        int bins, double weightKl, double weightJs, double entropyBefore, double entropyAfter) {

    public static Divergence between(Histogram before, Histogram after) {
        int bins = before.counts().length;
        double total = before.total() + bins / 2.0;
        double totalAfter = after.total() + bins / 2.0;
        double kl = 0;
        double js = 0;
        double entropyBefore = 0;
        double entropyAfter = 0;
        for (int i = 0; i < bins; i++) {
            double p = (before.counts()[i] + 0.5) / total;
            double q = (after.counts()[i] + 0.5) / totalAfter;
            double middle = (p + q) / 2;
            kl += p * Math.log(p / q);
            js += (p * Math.log(p / middle) + q * Math.log(q / middle)) / 2;
            entropyBefore -= p * Math.log(p);
            entropyAfter -= q * Math.log(q);
        }
        double ln2 = Math.log(2);
        return new Divergence(bins, kl, js, entropyBefore / ln2, entropyAfter / ln2);
    }
}
