package io.switchboard.domain.protocol;

/** A state as text, for descriptions of failures. */
final class SituationText {
  private SituationText() {}

  /** Waiting conversations by queue with their times, and the state of agents. */
  static String of(NaiveFacts now) {
    StringBuilder text = new StringBuilder();
    now.conversations()
        .values()
        .forEach(
            one ->
                text.append(
                    "%n  %s %s in %s%s, group %s%s%s%s, entered %+.3fs, due %+.3fs, refused by %s"
                        .formatted(
                            one.id(),
                            one.where(),
                            one.skill(),
                            one.agent().map(agent -> " at " + agent).orElse(""),
                            one.group().orElse("-"),
                            one.isOpened() ? ", open to all groups" : "",
                            one.target().map(agent -> ", only for " + agent).orElse(""),
                            one.assignedBefore() ? ", was assigned" : "",
                            (one.enteredAt() - now.now()) / 1e9,
                            (one.dueAt() - now.now()) / 1e9,
                            one.refusedBy())));
    now.desks()
        .values()
        .forEach(
            desk ->
                text.append(
                    "%n  %s %s has %s"
                        .formatted(
                            desk.id(),
                            desk.presence(),
                            desk.inHand().stream()
                                .map(one -> (one.rings() ? "ringing " : "") + one.conversation())
                                .toList())));
    return text.toString();
  }
}
