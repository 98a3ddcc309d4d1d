package org.quantoscope.cli;

import tools.jackson.core.JsonGenerator;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Measured times, each with its first, least and median value, and rates that follow from them. */
final class BenchFigures {
    static final String WEIGHTS = "Gw/s";
    static final String OPERATIONS = "GFLOP/s";

    private final String title;
    private final int threads;
    private final String kernels;
    private final String unit;
    private final List<Figure> figures = new ArrayList<>();
    private final Map<String, Turns> turns = new LinkedHashMap<>();

    /** What one of several works that take turns needed so far. */
    private record Turns(long weights, List<Double> millis) {}

    /**
     * One measurement.
     *
     * @param name what
     * @param firstMillis of the first repetition, which still compiles
     * @param amount weights handled, or operations done, by one repetition; 0 where a rate makes no
     *     sense
     */
    private record Figure(
            String name, double firstMillis, double minMillis, double medianMillis, long amount) {
        double rate() {
            return amount / minMillis / 1e6;
        }
    }

    /** Something to be measured. */
    @FunctionalInterface
    interface Work<E extends Exception> {
        /**
         * @param repetition from 0
         */
        void run(int repetition) throws E;
    }

    /**
     * @param unit of rates: thousand millions a second
     */
    BenchFigures(String title, int threads, String kernels, String unit) {
        this.title = title;
        this.threads = threads;
        this.kernels = kernels;
        this.unit = unit;
    }

    /** Runs {@code work} {@code repeat} times. */
    <E extends Exception> void time(String name, long amount, int repeat, Work<E> work) throws E {
        double[] millis = new double[repeat];
        for (int i = 0; i < repeat; i++) {
            long start = System.nanoTime();
            work.run(i);
            millis[i] = (System.nanoTime() - start) / 1e6;
        }
        double first = millis[0];
        Arrays.sort(millis);
        figures.add(new Figure(name, first, millis[0], millis[repeat / 2], amount));
    }

    /** Something that is done once each turn. */
    @FunctionalInterface
    interface Turn<E extends Exception> {
        void run() throws E;
    }

    /** Runs {@code work} once more; figures of the same name belong together. */
    <E extends Exception> void turn(String name, long weights, Turn<E> work) throws E {
        long start = System.nanoTime();
        work.run();
        turns.computeIfAbsent(name, it -> new Turns(weights, new ArrayList<>()))
                .millis()
                .add((System.nanoTime() - start) / 1e6);
    }

    private List<Figure> figures() {
        List<Figure> all = new ArrayList<>(figures);
        turns.forEach((name, each) -> {
            List<Double> sorted = each.millis().stream().sorted().toList();
            double median = sorted.get(sorted.size() / 2);
            all.add(
                    new Figure(
                            name,
                            each.millis().getFirst(),
                            sorted.getFirst(),
                            median,
                            each.weights()));
        });
        return all;
    }

    void print(PrintWriter out) {
        out.printf("%s; %d threads, %s%n%n", title, threads, kernels);
        Table table =
                new Table("measured", ">first ms", ">min ms", ">median ms", ">" + unit + " (min)");
        for (Figure figure : figures()) {
            table.row(
                    figure.name(),
                    millis(figure.firstMillis()),
                    millis(figure.minMillis()),
                    millis(figure.medianMillis()),
                    figure.amount() == 0 ? "" : String.format(Locale.ROOT, "%.3f", figure.rate()));
        }
        table.print(out);
        out.flush();
    }

    private static String millis(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private String amount() {
        return unit.equals(WEIGHTS) ? "weights" : "operations";
    }

    void write(JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("title", title);
        json.writeNumberProperty("threads", threads);
        json.writeStringProperty("kernels", kernels);
        json.writeArrayPropertyStart("figures");
        for (Figure figure : figures()) {
            json.writeStartObject();
            json.writeStringProperty("name", figure.name());
            json.writeNumberProperty("firstMillis", figure.firstMillis());
            json.writeNumberProperty("minMillis", figure.minMillis());
            json.writeNumberProperty("medianMillis", figure.medianMillis());
            json.writeNumberProperty(amount(), figure.amount());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
