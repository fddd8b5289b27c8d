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
 * One round of a work search: an agent with capacity requests the most urgent conversation from
 * each of their queues and takes the most urgent of all answers (routing rules, section 3). The
 * agent takes nothing else until the round ends. An offer that a queue makes during the round is
 * kept as a further candidate.
 */
final class SearchRound {
  /** A candidate of a round; without a kept offer, the offer must be requested. */
  record Choice(String skill, QueuePosition best, Optional<Offer> kept) {
    Rival asRival() {
      return new Rival(skill, best.conversation(), best.dueAt());
    }
  }

  private final String searchId;
  private final Set<String> requested;
  private long deadline;
  private final Map<String, Optional<QueuePosition>> answers = new HashMap<>();
  private final Map<String, Offer> kept = new LinkedHashMap<>();
  private boolean taking;
  private boolean again;

  SearchRound(String searchId, Set<String> requested, long now) {
    this.searchId = searchId;
    this.requested = requested;
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

  void repeatLater() {
    again = true;
  }

  boolean isToBeRepeated() {
    return again;
  }

  /** Records the answer of a queue; returns whether all queues have answered. */
  boolean answered(String skill, Optional<QueuePosition> best) {
    answers.put(skill, best);
    return answers.keySet().containsAll(requested);
  }

  /** Keeps an offer of a queue; false after the choice, or if one of that queue is kept. */
  boolean keep(Offer offer) {
    return !taking && kept.computeIfAbsent(offer.skill(), any -> offer).equals(offer);
  }

  /** Deletes a withdrawn offer and requests a round, before which its queue offers nothing. */
  void withdraw(String offer) {
    again |= kept.values().removeIf(one -> one.offer().equals(offer));
  }

  /** Returns the kept offers that were not chosen, and forgets them. */
  List<Offer> leave() {
    List<Offer> left = List.copyOf(kept.values());
    kept.clear();
    return left;
  }

  /** Whether no queue that has answered has a conversation for the agent. */
  boolean foundNothing() {
    return answers.values().stream().allMatch(Optional::isEmpty);
  }

  /** Chooses the most urgent of the candidates, returned in order; restarts the deadline. */
  List<Choice> take(long now) {
    taking = true;
    deadline = now + RequestWork.PATIENCE;
    List<Choice> choices =
        Stream.concat(answered(), keptOffers()).sorted(Comparator.comparing(Choice::best)).toList();
    choices.stream()
        .limit(1)
        .flatMap(first -> first.kept().stream())
        .forEach(offer -> kept.remove(offer.skill()));
    return choices;
  }

  private Stream<Choice> answered() {
    return answers.entrySet().stream()
        .filter(answer -> answer.getValue().isPresent())
        .map(answer -> new Choice(answer.getKey(), answer.getValue().get(), Optional.empty()));
  }

  private Stream<Choice> keptOffers() {
    return kept.values().stream()
        .map(offer -> new Choice(offer.skill(), offer.place(), Optional.of(offer)));
  }
}
