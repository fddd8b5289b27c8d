package io.switchboard.http.view;

import io.switchboard.domain.protocol.Reply;
import io.switchboard.http.request.QueueCursor;
import io.switchboard.http.request.TimeFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Page of a queue, in the order of due times.
 *
 * @param length how many conversations are waiting or offered
 * @param oldestWait the time since the earliest entry into the queue
 */
public record QueueView(
    String skill,
    int length,
    Optional<Duration> oldestWait,
    int overdue,
    int onlineAgents,
    int freeAgents,
    List<Entry> items,
    Optional<String> next) {

  /** One conversation of the queue. */
  public record Entry(
      String conversation,
      int position,
      Instant startedAt,
      Instant enteredAt,
      Instant dueAt,
      Optional<String> group,
      Optional<String> offeredTo,
      Optional<Instant> offerExpiresAt) {

    static Entry of(Reply.QueuePlace entry) {
      return new Entry(
          entry.conversation(),
          entry.position(),
          TimeFormat.at(entry.startedAt()),
          TimeFormat.at(entry.enteredAt()),
          TimeFormat.at(entry.dueAt()),
          entry.group(),
          entry.offeredTo(),
          TimeFormat.at(entry.offerExpiresAt()));
    }
  }

  /** A page of at most {@code limit}; {@code line} has one more entry if a page follows. */
  public static QueueView of(Reply.Queue line, int limit, Instant now) {
    List<Reply.QueuePlace> page = line.entries().stream().limit(limit).toList();
    return new QueueView(
        line.skill(),
        line.length(),
        TimeFormat.at(line.oldestEnteredAt()).map(entered -> since(entered, now)),
        line.overdue(),
        line.agentsOnline(),
        line.agentsFree(),
        page.stream().map(Entry::of).toList(),
        line.entries().size() > limit
            ? Optional.of(QueueCursor.after(page.get(limit - 1)))
            : Optional.empty());
  }

  /** Returns whole milliseconds; never negative, since the clocks of two nodes may differ. */
  private static Duration since(Instant entered, Instant now) {
    Duration wait = Duration.between(entered, now).truncatedTo(ChronoUnit.MILLIS);
    return wait.isNegative() ? Duration.ZERO : wait;
  }
}
