package io.switchboard.simulation;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.switchboard.Records;
import io.switchboard.document.AccountDocument;
import io.switchboard.domain.account.Account;
import io.switchboard.domain.account.AccountSettings;
import io.switchboard.domain.account.Agent;
import io.switchboard.domain.account.AgentPreference;
import io.switchboard.domain.account.CapacitySettings;
import io.switchboard.domain.account.Condition;
import io.switchboard.domain.account.Credit;
import io.switchboard.domain.account.Skill;
import io.switchboard.simulation.trace.ArrivalsFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;

/**
 * February 1999 at the call centre of an Israeli bank, as published by the Technion's statistics
 * laboratory. The data do not ship with Switchboard; docs/replays.md describes their use.
 *
 * @param days the calendar days, in order, each on its own
 */
public record TechnionMonth(Account account, Map<String, Day> days) {
  private static final Duration VIP_CREDIT = Duration.ofSeconds(90);
  private static final long WRAP_UP_SECONDS = 60;
  private static final long NANOS_PER_SECOND = 1_000_000_000;
  private static final Duration BETWEEN_DAYS = Duration.ofHours(30);

  /** One day; the arrivals and their outcomes are in the same order. */
  public record Day(List<Arrival> arrivals, List<Shift> shifts) {}

  /** Reads the month from the folder that holds the three published files. */
  public static TechnionMonth read(Path folder) throws IOException {
    List<Map<String, String>> skills = rows(folder.resolve("technion_skills_1999_02.csv"));
    Map<String, List<Map<String, String>>> shifts =
        byDate(rows(folder.resolve("technion_agents_1999_02.csv")));
    Map<String, List<Map<String, String>>> calls =
        byDate(rows(folder.resolve("technion_bank_1999_02_acd.csv.gz")));
    Map<String, Day> days = new TreeMap<>();
    calls.forEach(
        (date, ofDay) ->
            days.put(
                date,
                new Day(
                    IntStream.range(0, ofDay.size())
                        .mapToObj(row -> arrival(date, row, ofDay.get(row)))
                        .toList(),
                    shifts.getOrDefault(date, List.of()).stream()
                        .map(TechnionMonth::shift)
                        .toList())));
    return new TechnionMonth(account(skills), days);
  }

  /** The number of calls. */
  public int conversations() {
    return days.values().stream().mapToInt(day -> day.arrivals().size()).sum();
  }

  /**
   * Writes the month as one trace for {@code scripts/simulate}, with sufficient distance between
   * days: {@code account.json}, {@code arrivals.csv.gz} and {@code shifts.csv}.
   */
  public void write(Path folder) throws IOException {
    List<Arrival> arrivals = new ArrayList<>();
    List<String> shifts = new ArrayList<>(List.of("agent,start_s,end_s"));
    long start = 0;
    for (Day day : days.values()) {
      for (Arrival call : day.arrivals()) {
        arrivals.add(Records.with(call, "arrival", start + call.arrival()));
      }
      for (Shift shift : day.shifts()) {
        shifts.add(
            String.join(
                ",",
                shift.agent(),
                Long.toString((start + shift.start()) / NANOS_PER_SECOND),
                Long.toString((start + shift.end()) / NANOS_PER_SECOND)));
      }
      start += BETWEEN_DAYS.toNanos();
    }
    Files.writeString(folder.resolve("account.json"), AccountDocument.write(account));
    Files.write(folder.resolve("shifts.csv"), shifts);
    ArrivalsFile.write(folder.resolve("arrivals.csv.gz"), arrivals);
  }

  private static Map<String, List<Map<String, String>>> byDate(List<Map<String, String>> rows) {
    return rows.stream().collect(groupingBy(row -> row.get("date"), TreeMap::new, toList()));
  }

  private static Arrival arrival(String date, int row, Map<String, String> call) {
    boolean abandoned = call.get("outcome").equals("ABANDONED");
    return new Arrival(
        String.format(Locale.ROOT, "%s-%04d", date, row),
        seconds(call.get("arrival_s")),
        Optional.of(call.get("skill")),
        Optional.empty(),
        false,
        seconds(call.get("service_s")) + Duration.ofSeconds(WRAP_UP_SECONDS).toNanos(),
        abandoned ? OptionalLong.of(seconds(call.get("wait_s"))) : OptionalLong.empty(),
        Map.of("priority", call.get("priority")));
  }

  private static Shift shift(Map<String, String> row) {
    return new Shift(
        row.get("agent"),
        seconds(row.get("first_s")),
        seconds(row.get("last_s")),
        OptionalInt.empty());
  }

  private static long seconds(String text) {
    return Duration.ofSeconds(Long.parseLong(text)).toNanos();
  }

  private static Account account(List<Map<String, String>> skillCounts) {
    List<String> skills =
        skillCounts.get(0).keySet().stream().filter(name -> !name.equals("agent")).toList();
    Condition highPriority =
        Records.of(Condition.class, "attributes", Map.of("priority", List.of("2")));
    AccountSettings settings =
        Records.of(
            AccountSettings.class,
            "capacity",
            new CapacitySettings(Optional.empty(), Optional.of(1), Optional.empty()),
            "agentPreferences",
            List.of(AgentPreference.LONGEST_IDLE),
            "credits",
            List.of(new Credit(highPriority, VIP_CREDIT)));
    List<Agent> agents =
        skillCounts.stream()
            .map(
                row ->
                    new Agent(
                        row.get("agent"),
                        Optional.empty(),
                        Optional.empty(),
                        skills.stream().filter(skill -> !row.get(skill).equals("0")).toList(),
                        Optional.empty(),
                        Optional.empty()))
            .toList();
    return new Account(
        Optional.of("Technion bank"),
        Optional.of(settings),
        skills.stream().map(Skill::of).toList(),
        List.of(),
        agents);
  }

  private static List<Map<String, String>> rows(Path file) throws IOException {
    try (InputStream raw = Files.newInputStream(file);
        InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
      String[] header = reader.readLine().split(",", -1);
      List<Map<String, String>> rows = new ArrayList<>();
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        String[] fields = line.split(",", -1);
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 0; i < header.length; i++) {
          row.put(header[i], fields[i]);
        }
        rows.add(row);
      }
      return rows;
    }
  }
}
