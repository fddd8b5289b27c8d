package io.switchboard.simulation.trace;

import static java.util.stream.Collectors.toMap;

import io.switchboard.domain.account.Account;
import io.switchboard.domain.account.IdRules;
import io.switchboard.domain.account.Skill;
import io.switchboard.simulation.Arrival;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * File of arrivals: CSV in UTF-8, compressed with gzip when the name ends in {@code .gz}. The
 * columns are {@code id,arrival_s,skill,consumer,urgent,handling_s,patience_s} and {@code
 * attr.NAME} for any number of attributes, in any order. All but {@code id}, {@code arrival_s} and
 * {@code handling_s} may be absent or empty. Times are decimal seconds from 0 to ten years, with at
 * most nine decimals.
 */
public final class ArrivalsFile {
  private static final String ID = "id";
  private static final String ARRIVAL = "arrival_s";
  private static final String SKILL = "skill";
  private static final String CONSUMER = "consumer";
  private static final String URGENT = "urgent";
  private static final String HANDLING = "handling_s";
  private static final String PATIENCE = "patience_s";
  private static final String ATTRIBUTE = "attr.";
  private static final CsvHeader HEADER =
      new CsvHeader(
          List.of(ID, ARRIVAL, HANDLING),
          List.of(SKILL, CONSUMER, URGENT, PATIENCE),
          Optional.of(ATTRIBUTE));

  private final Map<String, Optional<String>> skills;
  private final List<String> attributes;
  private final Map<String, Long> lines = new HashMap<>();
  private final List<Arrival> arrivals = new ArrayList<>();

  private ArrivalsFile(Account account, List<String> columns) {
    skills =
        Stream.concat(Stream.of(Account.UNASSIGNED), account.skills().stream().map(Skill::id))
            .collect(toMap(Function.identity(), Optional::of, (a, b) -> a));
    attributes = columns.stream().filter(column -> column.startsWith(ATTRIBUTE)).toList();
  }

  /**
   * Reads the arrivals of a file, sorted by time; arrivals of the same time keep the order of the
   * file.
   *
   * @param account the account whose skills the arrivals may name
   * @throws InvalidInputException when the file is invalid
   */
  public static List<Arrival> read(Path path, Account account) {
    InputProblems problems = new InputProblems(path.toString());
    CsvTable table = CsvTable.open(path, HEADER, problems);
    ArrivalsFile file = new ArrivalsFile(account, table.columns());
    table.forEach(file::add);
    problems.refuseIfAny();
    file.arrivals.sort(Comparator.comparingLong(Arrival::arrival));
    return Collections.unmodifiableList(file.arrivals);
  }

  private void add(CsvRow row) {
    Arrival arrival =
        new Arrival(
            id(row),
            row.seconds(ARRIVAL),
            row.valueIfAny(
                SKILL,
                name -> skills.getOrDefault(name, Optional.empty()),
                "a skill of the account, or nothing to leave it to skill selection"),
            printable(row, CONSUMER),
            urgent(row),
            row.seconds(HANDLING),
            row.secondsIfAny(PATIENCE),
            attributes(row));
    if (row.sound()) {
      arrivals.add(arrival);
    }
  }

  private String id(CsvRow row) {
    String id = row.text(ID);
    if (!IdRules.isValid(id)) {
      row.refuse(ID, IdSyntax.fault(id));
    }
    Long earlier = lines.putIfAbsent(id, row.line());
    if (earlier != null && row.sound()) {
      row.refuse(
          ID,
          "%s is the id in line %d already; expected an id of each arrival's own"
              .formatted(id, earlier));
    }
    return id;
  }

  private static Optional<String> printable(CsvRow row, String column) {
    String text = row.text(column);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    if (!IdSyntax.isPrintable(text)) {
      row.refuse(column, IdSyntax.printableFault(text));
    }
    return Optional.of(text);
  }

  private static boolean urgent(CsvRow row) {
    return row.valueIfAny(
            URGENT,
            text ->
                switch (text.toLowerCase(Locale.ROOT)) {
                  case "true" -> Optional.of(true);
                  case "false" -> Optional.of(false);
                  default -> Optional.empty();
                },
            "true, false or nothing")
        .orElse(false);
  }

  private Map<String, String> attributes(CsvRow row) {
    if (attributes.isEmpty()) {
      return Map.of();
    }
    Map<String, String> values = new LinkedHashMap<>();
    for (String column : attributes) {
      printable(row, column)
          .ifPresent(value -> values.put(column.substring(ATTRIBUTE.length()), value));
    }
    return Collections.unmodifiableMap(values);
  }

  /**
   * Writes a file from which {@link #read} returns the same arrivals; arrivals of the same time
   * keep their order, and the attributes are in alphabetical order. The file is complete or not
   * written at all.
   */
  public static void write(Path path, List<Arrival> arrivals) throws IOException {
    SortedSet<String> attributes = new TreeSet<>();
    arrivals.forEach(arrival -> attributes.addAll(arrival.attributes().keySet()));
    List<String> header =
        new ArrayList<>(List.of(ID, ARRIVAL, SKILL, CONSUMER, URGENT, HANDLING, PATIENCE));
    attributes.forEach(name -> header.add(ATTRIBUTE + name));
    CsvTable.write(path, header, arrivals, arrival -> cells(arrival, attributes));
  }

  private static List<String> cells(Arrival arrival, SortedSet<String> attributes) {
    List<String> cells = new ArrayList<>();
    cells.add(arrival.id());
    cells.add(DecimalSeconds.shortest(arrival.arrival()));
    cells.add(arrival.skill().orElse(""));
    cells.add(arrival.consumer().orElse(""));
    cells.add(arrival.urgent() ? "true" : "");
    cells.add(DecimalSeconds.shortest(arrival.handling()));
    cells.add(
        arrival.patience().isPresent()
            ? DecimalSeconds.shortest(arrival.patience().getAsLong())
            : "");
    attributes.forEach(name -> cells.add(arrival.attributes().getOrDefault(name, "")));
    return cells;
  }
}
