package com.billshotel.drill;

import static org.assertj.core.api.Assertions.assertThat;

import com.billshotel.drill.Timeline.Mark;
import com.billshotel.drill.Timeline.Sample;
import com.billshotel.local.parts.Machine;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureTest {
    private static final Machine MACHINE = new Machine("now", "a cpu", 2, 16, 0, "an OS", "17", "a MySQL");

    @TempDir
    Path folder;

    @Test
    void limit_ofRatesWithASpike_isNotTheSpike() {
        List<Double> rates = DoubleStream.concat(
                        DoubleStream.of(9_000), IntStream.rangeClosed(1, 99).asDoubleStream())
                .boxed()
                .toList();

        assertThat(Picture.limit(rates)).isEqualTo(95);
    }

    /** Nothing was completed. */
    @Test
    void limit_ofZeros_isPositive() {
        assertThat(Picture.limit(List.of(0.0, 0.0))).isEqualTo(1);
    }

    @Test
    void picture_ofATimelineReadAgain_isTheSame() throws Exception {
        Timeline timeline = timeline(IntStream.range(0, 10)
                .mapToObj(i -> new Sample(i, i * i * 100L, i))
                .toList());
        timeline.write(folder.resolve(Timeline.FILE));

        Timeline again = Timeline.read(folder.resolve(Timeline.FILE));
        new Picture(again).write(folder);

        assertThat(again).isEqualTo(timeline);
        assertThat(Files.readAllBytes(folder.resolve(Picture.PNG)))
                .startsWith("\u0089PNG".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(folder.resolve("drill.svg")).isNotEmptyFile();
    }

    @Test
    void picture_ofATooShortDrill_isNotDrawn() throws Exception {
        new Picture(timeline(List.of(new Sample(1, 0, 0)))).write(folder);

        assertThat(folder).isEmptyDirectory();
    }

    private static Timeline timeline(List<Sample> samples) {
        return new Timeline(MACHINE, 1_000, 42, samples, List.of(new Mark(2.5, "kill worker"), new Mark(3, "pause")));
    }
}
