package io.switchboard.http.view;

import io.switchboard.domain.protocol.HistoryEntry;
import io.switchboard.domain.protocol.Reply;
import io.switchboard.http.request.TimeFormat;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** History of a conversation, the oldest entry first. */
public record HistoryView(String conversation, List<Entry> entries) {

  /**
   * One history entry.
   *
   * @param skill the skill for which the conversation waits from then on
   * @param agent the agent whom the event concerns
   * @param reason the reason, as one word
   */
  public record Entry(
      Instant at,
      HistoryEntry.Kind event,
      Optional<String> skill,
      Optional<String> agent,
      Optional<String> reason) {

    static Entry of(HistoryEntry entry) {
      return new Entry(
          TimeFormat.at(entry.at()), entry.kind(), entry.skill(), entry.agent(), entry.reason());
    }
  }

  public static HistoryView of(String conversation, Reply.History history) {
    return new HistoryView(conversation, history.entries().stream().map(Entry::of).toList());
  }
}
