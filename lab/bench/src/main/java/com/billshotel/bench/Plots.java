package com.billshotel.bench;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.style.CategoryStyler;
import org.knowm.xchart.style.Styler.LegendPosition;

/** Bar charts of the results, as SVG and PNG. A missing figure has no bar. */
final class Plots {
    private static final String THROUGHPUT = "throughput";
    private static final String READS = "reads";
    private static final String LATENCY = "latency";
    static final List<String> NAMES = List.of(THROUGHPUT, READS, LATENCY);

    private static final Map<String, String> THROUGHPUTS = new LinkedHashMap<>();

    static {
        THROUGHPUTS.put("old_way_per_s", "one at a time");
        THROUGHPUTS.put(EmulatorMeasurement.FIGURE, "emulator");
        THROUGHPUTS.put(EndToEndLoad.FIGURE, "broker");
        THROUGHPUTS.put("hot_per_s", "one hotel");
        THROUGHPUTS.put("pipeline_per_s", "100 hotels");
        THROUGHPUTS.put("sql_per_s", "SQL alone");
    }

    private static final String WHOLE = "#,##0";
    private static final String TENTHS = "#,##0.0";
    private static final int WIDTH = 760;
    private static final int HEIGHT = 400;
    private static final Color BLUE = new Color(0x8DB6E2);
    private static final Color GREEN = new Color(0x8CCBA6);
    private static final Color GREY = new Color(0xC3CAD1);

    private final Results results;
    private final Path folder;

    Plots(Results results, Path folder) {
        this.results = results;
        this.folder = folder;
    }

    /** Writes a file of each name in each format. */
    void write() throws IOException {
        throughput();
        reads();
        latency();
    }

    private void throughput() throws IOException {
        CategoryChart chart = chart("Reservations per second", "", WHOLE);
        Map<String, Double> bars = new LinkedHashMap<>();
        THROUGHPUTS.forEach((figure, name) -> results.get(figure).ifPresent(value -> bars.put(name, value)));
        series(chart, "reservations/s", bars, BLUE);
        chart.getStyler().setLegendVisible(false);
        save(chart, THROUGHPUT);
    }

    private void reads() throws IOException {
        CategoryChart chart = chart("GetHotel: calls per second", "callers", WHOLE);
        series(chart, "bare grpc-java echo", reads("echo_per_s."), GREY);
        series(chart, "GetHotel", reads("get_per_s."), BLUE);
        series(chart, "one query per call", reads("query_per_call_per_s."), GREEN);
        save(chart, READS);
    }

    private Map<String, Double> reads(String figure) {
        Map<String, Double> bars = new LinkedHashMap<>();
        ReadsMeasurement.CALLERS.forEach(
                callers -> results.get(figure + callers).ifPresent(value -> bars.put(callers.toString(), value)));
        return bars;
    }

    private void latency() throws IOException {
        CategoryChart chart = chart("Received to committed, milliseconds", "messages per second", TENTHS);
        List<Color> colors = List.of(BLUE, GREEN, GREY);
        List<String> percentiles = List.copyOf(LatencyMeasurement.PERCENTILES.keySet());
        for (int i = 0; i < percentiles.size(); i++) {
            Map<String, Double> bars = new LinkedHashMap<>();
            for (int rate : LatencyMeasurement.RATES) {
                String figure = "latency_ms." + rate + "." + percentiles.get(i);
                results.get(figure).ifPresent(value -> bars.put(Integer.toString(rate), value));
            }
            series(chart, percentiles.get(i), bars, colors.get(i));
        }
        save(chart, LATENCY);
    }

    private static CategoryChart chart(String title, String axis, String decimals) {
        CategoryChart chart = new CategoryChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle(axis)
                .build();
        CategoryStyler style = chart.getStyler();
        style.setLabelsVisible(true);
        // Readable on every bar, and on the background beside one that is lower than its label.
        style.setLabelsFontColorAutomaticEnabled(false);
        style.setLabelsFontColor(Color.BLACK);
        style.setAvailableSpaceFill(0.7);
        style.setLegendPosition(LegendPosition.InsideNW);
        style.setChartBackgroundColor(Color.WHITE);
        style.setPlotBorderVisible(false);
        style.setDecimalPattern(decimals);
        return chart;
    }

    private static void series(CategoryChart chart, String name, Map<String, Double> bars, Color color) {
        if (!bars.isEmpty()) {
            chart.addSeries(name, new ArrayList<>(bars.keySet()), new ArrayList<>(bars.values()))
                    .setFillColor(color);
        }
    }

    private void save(CategoryChart chart, String name) throws IOException {
        if (!chart.getSeriesMap().isEmpty()) {
            String file = folder.resolve(name).toString();
            VectorGraphicsEncoder.saveVectorGraphic(chart, file, VectorGraphicsFormat.SVG);
            BitmapEncoder.saveBitmap(chart, file, BitmapFormat.PNG);
        }
    }
}
