package com.billshotel.drill;

import com.billshotel.drill.Timeline.Mark;
import com.billshotel.drill.Timeline.Sample;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Plots messages completed per second over time, with a row of marks above it for each kind of fault. The few highest rates, when a
 * backlog is processed after a fault, are cut off: they would flatten the rest.
 */
final class Picture {
    /** The file in a folder of results. */
    static final String PNG = "drill.png";

    private static final String NAME = "drill";
    private static final int WIDTH = 1400;
    private static final int HEIGHT = 700;
    private static final int MAX_POINTS = 240;
    private static final double ROW = 0.06;

    /** The share of the rates that is shown in full. */
    private static final double SHOWN = 0.95;

    private final Timeline timeline;

    Picture(Timeline timeline) {
        this.timeline = timeline;
    }

    /** A rate at a time. */
    private record Point(double seconds, double perSecond) {}

    /** Writes {@code drill.svg} and {@code drill.png}, unless the drill was too short to plot. */
    void write(Path folder) throws IOException {
        System.setProperty("java.awt.headless", "true");
        List<Point> points = points();
        if (points.isEmpty()) {
            return;
        }
        double limit = limit(points.stream().map(Point::perSecond).toList());
        XYChart chart = chart(points, limit);
        addThroughput(chart, points, limit);
        addMarks(chart, limit);
        String file = folder.resolve(NAME).toString();
        BitmapEncoder.saveBitmap(chart, file, BitmapFormat.PNG);
        VectorGraphicsEncoder.saveVectorGraphic(chart, file, VectorGraphicsFormat.SVG);
    }

    /** The rate above which rates are cut off. */
    static double limit(List<Double> rates) {
        List<Double> sorted = rates.stream().sorted().toList();
        return Math.max(1, sorted.get((int) Math.ceil(SHOWN * sorted.size()) - 1));
    }

    private List<Point> points() {
        List<Sample> samples = timeline.samples();
        int step = Math.max(1, samples.size() / MAX_POINTS);
        List<Point> points = new ArrayList<>();
        for (int i = step; i < samples.size(); i += step) {
            Sample from = samples.get(i - step);
            Sample to = samples.get(i);
            points.add(new Point(to.seconds(), (to.completed() - from.completed()) / (to.seconds() - from.seconds())));
        }
        return points;
    }

    private static XYChart chart(List<Point> points, double limit) {
        double highest = points.stream().mapToDouble(Point::perSecond).max().orElse(limit);
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title("Messages completed while bin/drill injects faults")
                .xAxisTitle(
                        "seconds since the start (it publishes slowly on purpose, in step with its faults: this is not"
                                + " the system's throughput)")
                .yAxisTitle(
                        String.format(Locale.ROOT, "messages/s, cut off at %,.0f (the highest: %,.0f)", limit, highest))
                .build();
        chart.getStyler()
                .setLegendPosition(LegendPosition.OutsideE)
                .setMarkerSize(5)
                .setChartBackgroundColor(Color.WHITE)
                .setPlotBackgroundColor(Color.WHITE);
        chart.getStyler().setDecimalPattern("#,##0");
        return chart;
    }

    private static void addThroughput(XYChart chart, List<Point> points, double limit) {
        chart.addSeries(
                        "completed",
                        points.stream().map(Point::seconds).toList(),
                        points.stream()
                                .map(point -> Math.min(limit, point.perSecond()))
                                .toList())
                .setXYSeriesRenderStyle(XYSeriesRenderStyle.Area)
                .setMarker(SeriesMarkers.NONE);
    }

    private void addMarks(XYChart chart, double limit) {
        Map<String, List<Double>> byKind = timeline.faults().stream()
                .collect(Collectors.groupingBy(
                        Mark::kind, TreeMap::new, Collectors.mapping(Mark::seconds, Collectors.toList())));
        int row = 1;
        for (Map.Entry<String, List<Double>> marks : byKind.entrySet()) {
            double height = limit * (1 + ROW * row++);
            List<Double> heights = marks.getValue().stream().map(at -> height).toList();
            chart.addSeries(marks.getKey(), marks.getValue(), heights)
                    .setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
        }
    }
}
