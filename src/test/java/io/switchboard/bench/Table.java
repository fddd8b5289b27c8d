package io.switchboard.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Figures of several rounds, in the order of their first value. */
final class Table {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
  private static final String ROW = "%-52s %10s %10s %10s%n";

  private record Row(double median, List<Double> rounds) {}

  private final Map<String, List<Double>> rows = new LinkedHashMap<>();

  /** Adds a value of a figure, whose name has the unit. */
  void add(String name, double value) {
    rows.computeIfAbsent(name, any -> new ArrayList<>()).add(value);
  }

  /** The last value of a figure. */
  double last(String name) {
    List<Double> values = rows.get(name);
    return values.get(values.size() - 1);
  }

  /** The median of a figure. */
  double median(String name) {
    List<Double> sorted = rows.get(name).stream().sorted().toList();
    int size = sorted.size();
    return (sorted.get((size - 1) / 2) + sorted.get(size / 2)) / 2;
  }

  /** Text with the median, minimum and maximum of each figure. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(ROW.formatted("", "median", "lowest", "highest"));
    rows.forEach(
        (name, values) ->
            text.append(
                ROW.formatted(
                    name,
                    number(median(name)),
                    number(values.stream().min(Double::compare).orElseThrow()),
                    number(values.stream().max(Double::compare).orElseThrow()))));
    return text.toString();
  }

  private static String number(double value) {
    int digits = value >= 100 ? 0 : value >= 10 ? 1 : 2;
    return String.format(Locale.ROOT, "%,." + digits + "f", value);
  }

  /** JSON with the median and all rounds of each figure. */
  String json() {
    Map<String, Row> all = new LinkedHashMap<>();
    rows.forEach((name, values) -> all.put(name, new Row(median(name), values)));
    try {
      return JSON.writeValueAsString(all);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
