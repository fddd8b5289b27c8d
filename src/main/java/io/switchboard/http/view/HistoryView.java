package io.switchboard.http.view;

import io.switchboard.domain.protocol.HistoryEntry;
import io.switchboard.domain.protocol.Reply;
import io.switchboard.http.request.TimeFormat;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What happened to a conversation, the oldest first. */
public record HistoryView(String conversation, List<One> steps) {

  /**
   * One step.
   *
   * @param skill for which it waited from then on
   * @param agent whom it concerns
   * @param why the reason, in a word
   */
  public record One(
      Instant at,
      HistoryEntry.Kind what,
      Optional<String> skill,
      Optional<String> agent,
      Optional<String> why) {

    static One of(HistoryEntry step) {
      return new One(TimeFormat.at(step.at()), step.kind(), step.skill(), step.agent(), step.why());
    }
  }

  public static HistoryView of(String conversation, Reply.History history) {
    return new HistoryView(conversation, history.steps().stream().map(One::of).toList());
  }
}
