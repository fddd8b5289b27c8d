package io.switchboard.domain.machine;

import io.switchboard.domain.protocol.Best;
import io.switchboard.domain.routing.Explanation.Rival;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An agent who has gained room asks all their queues for the most urgent conversation, and takes
 * the most urgent of all (routing rules, section 3). While that lasts they take nothing else.
 */
final class Search {
  /** How long an answer is waited for. */
  static final long PATIENCE = Duration.ofSeconds(2).toNanos();

  /** The most urgent conversation of all queues. */
  record Find(String skill, Best best, List<Rival> rivals) {}

  private final String ticket;
  private final Set<String> asked;
  private long deadline;
  private final Map<String, Optional<Best>> answers = new HashMap<>();
  private boolean taking;
  private boolean again;

  Search(String ticket, Set<String> asked, long now) {
    this.ticket = ticket;
    this.asked = asked;
    this.deadline = now + PATIENCE;
  }

  String ticket() {
    return ticket;
  }

  long deadline() {
    return deadline;
  }

  boolean isTaking() {
    return taking;
  }

  /** Something happened meanwhile that makes another search worth while. */
  void repeatLater() {
    again = true;
  }

  boolean isToBeRepeated() {
    return again;
  }

  /** Notes the answer of a queue; whether all have answered now. */
  boolean answered(String skill, Optional<Best> best) {
    answers.put(skill, best);
    return answers.keySet().containsAll(asked);
  }

  /** Whether no queue that has answered has anything. */
  boolean foundNothing() {
    return answers.values().stream().allMatch(Optional::isEmpty);
  }

  /** The most urgent of what the queues have answered; from now on it is being taken. */
  Optional<Find> take(long now) {
    taking = true;
    deadline = now + PATIENCE;
    List<Rival> rivals =
        answers.entrySet().stream()
            .filter(answer -> answer.getValue().isPresent())
            .map(answer -> Map.entry(answer.getKey(), answer.getValue().get()))
            .sorted(Comparator.comparing(Map.Entry<String, Best>::getValue))
            .map(
                answer ->
                    new Rival(
                        answer.getKey(),
                        answer.getValue().conversation(),
                        answer.getValue().dueAt()))
            .toList();
    if (rivals.isEmpty()) {
      return Optional.empty();
    }
    String skill = rivals.get(0).skill();
    return Optional.of(new Find(skill, answers.get(skill).orElseThrow(), rivals));
  }
}
