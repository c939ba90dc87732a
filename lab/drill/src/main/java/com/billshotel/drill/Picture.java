package com.billshotel.drill;

import com.billshotel.drill.Progress.Sample;
import com.billshotel.drill.faults.FaultTally;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Plots messages completed per second over time, with a row of marks above it for each kind of fault. */
final class Picture {
    private static final int WIDTH = 1400;
    private static final int HEIGHT = 700;
    private static final int MAX_POINTS = 240;
    private static final double ROW = 0.05;
    private static final double NANOS = 1e9;

    private final Progress progress;
    private final FaultTally tally;

    Picture(Progress progress, FaultTally tally) {
        this.progress = progress;
        this.tally = tally;
    }

    /** Writes {@code drill.svg} and {@code drill.png}. */
    void write(Path folder) throws IOException {
        System.setProperty("java.awt.headless", "true");
        List<Sample> samples = progress.samples();
        if (samples.size() < 2) {
            return; // too short to plot
        }
        XYChart chart = chart();
        addMarks(chart, addThroughput(chart, samples));
        String file = folder.resolve("drill").toString();
        BitmapEncoder.saveBitmap(chart, file, BitmapFormat.PNG);
        VectorGraphicsEncoder.saveVectorGraphic(chart, file, VectorGraphicsFormat.SVG);
    }

    private static XYChart chart() {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title("Messages completed per second, and the injected faults")
                .xAxisTitle("seconds")
                .yAxisTitle("messages/s")
                .build();
        chart.getStyler()
                .setLegendPosition(LegendPosition.OutsideE)
                .setMarkerSize(5)
                .setChartBackgroundColor(Color.WHITE)
                .setPlotBackgroundColor(Color.WHITE);
        return chart;
    }

    /** Returns the highest rate. */
    private double addThroughput(XYChart chart, List<Sample> samples) {
        int step = Math.max(1, samples.size() / MAX_POINTS);
        List<Double> seconds = new ArrayList<>();
        List<Double> rates = new ArrayList<>();
        for (int i = step; i < samples.size(); i += step) {
            Sample from = samples.get(i - step);
            Sample to = samples.get(i);
            seconds.add(seconds(to.nanos()));
            rates.add((to.done() - from.done()) * NANOS / (to.nanos() - from.nanos()));
        }
        chart.addSeries("completed", seconds, rates)
                .setXYSeriesRenderStyle(XYSeriesRenderStyle.Area)
                .setMarker(SeriesMarkers.NONE);
        return rates.stream().mapToDouble(Double::doubleValue).max().orElse(1);
    }

    private void addMarks(XYChart chart, double highest) {
        Map<String, List<Double>> byKind = new TreeMap<>();
        tally.marks().forEach(mark -> byKind.computeIfAbsent(mark.fault().kind(), kind -> new ArrayList<>())
                .add(seconds(mark.nanos())));
        int row = 1;
        for (Map.Entry<String, List<Double>> marks : byKind.entrySet()) {
            double height = highest * (1 + ROW * row++);
            List<Double> heights = marks.getValue().stream().map(at -> height).toList();
            chart.addSeries(marks.getKey(), marks.getValue(), heights)
                    .setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
        }
    }

    private double seconds(long nanos) {
        return (nanos - progress.startNanos()) / NANOS;
    }
}
