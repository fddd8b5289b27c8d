package io.switchboard.http.view;

import io.switchboard.domain.protocol.HistoryEntry;
import io.switchboard.domain.protocol.Reply;
import io.switchboard.http.request.TimeFormat;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** History of a conversation, oldest step first. */
public record HistoryView(String conversation, List<One> steps) {

  /**
   * One step.
   *
   * @param skill the skill for which the conversation waited from then on
   * @param agent the agent whom the step concerns
   * @param why the reason, as one word
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
