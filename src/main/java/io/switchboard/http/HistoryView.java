package io.switchboard.http;

import io.switchboard.domain.protocol.Reply;
import io.switchboard.domain.protocol.Step;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What happened to a conversation, the oldest first. */
record HistoryView(String conversation, List<One> steps) {

  /**
   * One step.
   *
   * @param skill for which it waited from then on
   * @param agent whom it concerns
   * @param why the reason, in a word
   */
  record One(
      Instant at,
      Step.Kind what,
      Optional<String> skill,
      Optional<String> agent,
      Optional<String> why) {

    static One of(Step step) {
      return new One(Times.at(step.at()), step.kind(), step.skill(), step.agent(), step.why());
    }
  }

  static HistoryView of(String conversation, Reply.History history) {
    return new HistoryView(conversation, history.steps().stream().map(One::of).toList());
  }
}
