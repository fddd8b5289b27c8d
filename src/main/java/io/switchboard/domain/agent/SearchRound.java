package io.switchboard.domain.agent;

import io.switchboard.domain.protocol.AgentMessage.Offer;
import io.switchboard.domain.protocol.QueueMessage.RequestWork;
import io.switchboard.domain.protocol.QueuePosition;
import io.switchboard.domain.routing.Explanation.Rival;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * An agent who has gained room asks all their queues for the most urgent conversation, and takes
 * the most urgent of all (routing rules, section 3). While that lasts they take nothing else: what
 * a queue holds out meanwhile, since it had nothing when it was asked, is one more to choose from.
 */
final class SearchRound {
  /**
   * The most urgent conversation of all queues.
   *
   * @param kept its offer, if it was held out meanwhile; empty: it has yet to be asked for
   */
  record Find(String skill, QueuePosition best, Optional<Offer> kept, List<Rival> rivals) {}

  /** What the agent may choose: what a queue said, or what it held out meanwhile. */
  private record Choice(String skill, QueuePosition best, Optional<Offer> kept) {
    Rival asRival() {
      return new Rival(skill, best.conversation(), best.dueAt());
    }
  }

  private final String searchId;
  private final Set<String> asked;
  private long deadline;
  private final Map<String, Optional<QueuePosition>> answers = new HashMap<>();
  private final Map<String, Offer> kept = new LinkedHashMap<>();
  private boolean taking;
  private boolean again;

  SearchRound(String searchId, Set<String> asked, long now) {
    this.searchId = searchId;
    this.asked = asked;
    this.deadline = now + RequestWork.PATIENCE;
  }

  String searchId() {
    return searchId;
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
  boolean answered(String skill, Optional<QueuePosition> best) {
    answers.put(skill, best);
    return answers.keySet().containsAll(asked);
  }

  /**
   * Keeps what a queue holds out meanwhile, as one more to choose from; false when it is too late,
   * or when something of that queue is kept already.
   */
  boolean keep(Offer offer) {
    return !taking && kept.computeIfAbsent(offer.skill(), any -> offer).equals(offer);
  }

  /** What was kept does not stand any more: its queue gives nothing until it is asked again. */
  void withdraw(String offer) {
    again |= kept.values().removeIf(one -> one.offer().equals(offer));
  }

  /** What was held out and not chosen, which is kept no longer. */
  List<Offer> leave() {
    List<Offer> left = List.copyOf(kept.values());
    kept.clear();
    return left;
  }

  /** Whether no queue that has answered has anything. */
  boolean foundNothing() {
    return answers.values().stream().allMatch(Optional::isEmpty);
  }

  /** The most urgent of all that there is to choose from; from now on it is being taken. */
  Optional<Find> take(long now) {
    taking = true;
    deadline = now + RequestWork.PATIENCE;
    List<Choice> choices =
        Stream.concat(answered(), held()).sorted(Comparator.comparing(Choice::best)).toList();
    return choices.stream()
        .findFirst()
        .map(
            first -> {
              first.kept().ifPresent(offer -> kept.remove(offer.skill()));
              List<Rival> rivals = choices.stream().map(Choice::asRival).toList();
              return new Find(first.skill(), first.best(), first.kept(), rivals);
            });
  }

  private Stream<Choice> answered() {
    return answers.entrySet().stream()
        .filter(answer -> answer.getValue().isPresent())
        .map(answer -> new Choice(answer.getKey(), answer.getValue().get(), Optional.empty()));
  }

  private Stream<Choice> held() {
    return kept.values().stream()
        .map(
            offer ->
                new Choice(
                    offer.skill(),
                    QueuePosition.of(offer.conversation(), offer.routingEpoch()),
                    Optional.of(offer)));
  }
}
