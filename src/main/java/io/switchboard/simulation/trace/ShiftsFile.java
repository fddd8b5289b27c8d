package io.switchboard.simulation.trace;

import static java.util.stream.Collectors.toMap;

import io.switchboard.domain.account.Account;
import io.switchboard.domain.account.AccountLimits;
import io.switchboard.domain.account.Agent;
import io.switchboard.simulation.Shift;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * File of shifts: CSV in UTF-8, compressed with gzip when the name ends in {@code .gz}. The columns
 * are {@code agent,start_s,end_s} and optionally {@code max_conversations}, in any order. Times are
 * decimal seconds from 0 to ten years, with at most nine decimals. An empty {@code end_s} means
 * that the shift never ends, an empty {@code max_conversations} the agent's own maximum. Shifts of
 * one agent must not overlap; adjacent ones form one shift in which the maximum changes.
 */
public final class ShiftsFile {
  private static final int MOST_CONVERSATIONS = AccountLimits.MAX_CONVERSATIONS.most();
  private static final String AGENT = "agent";
  private static final String START = "start_s";
  private static final String END = "end_s";
  private static final String MAX_CONVERSATIONS = "max_conversations";
  private static final CsvHeader HEADER =
      new CsvHeader(List.of(AGENT, START, END), List.of(MAX_CONVERSATIONS), Optional.empty());

  private final Map<String, Optional<String>> agents;
  private final List<Row> rows = new ArrayList<>();

  private record Row(Shift shift, CsvRow cells) {}

  private ShiftsFile(Account account) {
    agents =
        account.agents().stream()
            .map(Agent::id)
            .collect(toMap(agent -> agent, Optional::of, (a, b) -> a));
  }

  /**
   * Reads the shifts of a file, sorted by agent and then by start.
   *
   * @param account the account whose agents the shifts may name, disabled ones included
   * @throws InvalidInputException when the file is invalid
   */
  public static List<Shift> read(Path path, Account account) {
    InputProblems problems = new InputProblems(path.toString());
    ShiftsFile file = new ShiftsFile(account);
    CsvTable.open(path, HEADER, problems).forEach(file::add);
    file.rows.sort(
        Comparator.comparing((Row row) -> row.shift.agent())
            .thenComparingLong(row -> row.shift.start()));
    file.refuseOverlaps();
    problems.refuseIfAny();
    return file.rows.stream().map(Row::shift).toList();
  }

  private void add(CsvRow row) {
    if (row.text(AGENT).isEmpty()) {
      row.refuse(AGENT, "empty; expected an agent of the account");
    }
    row.valueIfAny(
        AGENT, id -> agents.getOrDefault(id, Optional.empty()), "an agent of the account");
    long start = row.seconds(START);
    OptionalLong end = row.secondsIfAny(END);
    if (end.isPresent() && row.sound() && end.getAsLong() <= start) {
      row.refuse(
          END,
          "%s is not after the start; expected more than %s, or nothing for a shift that never ends"
              .formatted(row.text(END), row.text(START)));
    }
    Shift shift = new Shift(row.text(AGENT), start, end.orElse(Shift.NEVER), maxConversations(row));
    if (row.sound()) {
      rows.add(new Row(shift, row));
    }
  }

  private static OptionalInt maxConversations(CsvRow row) {
    String text = row.text(MAX_CONVERSATIONS);
    if (text.isEmpty()) {
      return OptionalInt.empty();
    }
    if (!text.matches("[0-9]{1,9}") || Integer.parseInt(text) > MOST_CONVERSATIONS) {
      row.refuse(
          MAX_CONVERSATIONS,
          "%s is not possible; expected a whole number from 0 to %d"
              .formatted(InputProblems.shown(text), MOST_CONVERSATIONS));
      return OptionalInt.empty();
    }
    return OptionalInt.of(Integer.parseInt(text));
  }

  private void refuseOverlaps() {
    for (int i = 1; i < rows.size(); i++) {
      Row earlier = rows.get(i - 1);
      Row later = rows.get(i);
      boolean overlap = later.shift.start() < earlier.shift.end();
      if (overlap && later.shift.agent().equals(earlier.shift.agent())) {
        later.cells.refuse(START, overlap(earlier, later));
      }
    }
  }

  private static String overlap(Row earlier, Row later) {
    String row = later.shift.agent() + "'s row in line " + earlier.cells.line();
    String start = later.cells.text(START);
    String end = earlier.cells.text(END);
    String fault =
        end.isEmpty()
            ? start + " is within " + row + ", which never ends"
            : start + " is before " + end + ", the end of " + row;
    return fault + "; expected rows of one agent that do not overlap";
  }
}
