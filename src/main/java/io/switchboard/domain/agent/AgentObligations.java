package io.switchboard.domain.agent;

import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.account.SkillPolicy;
import io.switchboard.domain.agent.AgentState.Reservation;
import io.switchboard.domain.protocol.ConversationMessage;
import io.switchboard.domain.protocol.Envelope;
import io.switchboard.domain.protocol.MessageTimes;
import io.switchboard.domain.protocol.Party;
import io.switchboard.domain.protocol.Requester;
import io.switchboard.domain.routing.Explanation;
import io.switchboard.domain.routing.Presence;
import io.switchboard.domain.statemachine.WakeUpTimes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Messages that an agent must repeat to conversations until they are acknowledged: claims,
 * refusals, releases, and the end of a configured time (return when offline, auto-close). Kept in
 * memory only. It also checks with each conversation from time to time whether its reservation is
 * still valid ({@code CheckReservation}); this loads a conversation whose handover a crash
 * interrupted.
 */
final class AgentObligations {
  private static final long CHECK_FIRST_AFTER = Duration.ofMinutes(1).toNanos();
  private static final long CHECK_AT_LEAST_EVERY = Duration.ofMinutes(10).toNanos();
  private static final long CHECK_INTERVAL_FACTOR = 10;

  private record Refusing(ConversationMessage.Refuse message, List<Requester> clients) {}

  private record Confirmed(MessageTimes messageTimes, long checkAt, long checkAfter) {}

  private final Map<String, Refusing> refusing = new LinkedHashMap<>();
  private final Map<String, List<Requester>> awaiting = new HashMap<>();
  private final Map<String, Explanation> reasons = new HashMap<>();
  private final Map<String, Confirmed> confirmed = new HashMap<>();
  private final Set<String> handoversCompleted = new HashSet<>();

  // --- claims ---

  /** Keeps the explanation of the accepted offer for the claim, until the claim is decided. */
  void reasons(String reservation, Explanation ofOffer) {
    reasons.put(reservation, ofOffer);
  }

  void awaitDecision(String reservation, Requester client) {
    awaiting.computeIfAbsent(reservation, any -> new ArrayList<>()).add(client);
  }

  List<Requester> decided(String reservation) {
    reasons.remove(reservation);
    List<Requester> clients = awaiting.remove(reservation);
    return clients == null ? List.of() : clients;
  }

  List<Requester> forget(String reservation) {
    confirmed.remove(reservation);
    return decided(reservation);
  }

  void confirmed(String reservation, MessageTimes messageTimes, long now) {
    Confirmed before = confirmed.get(reservation);
    boolean quiet = before != null && before.messageTimes().equals(messageTimes);
    long askAfter =
        quiet
            ? Math.min(CHECK_AT_LEAST_EVERY, before.checkAfter() * CHECK_INTERVAL_FACTOR)
            : CHECK_FIRST_AFTER;
    confirmed.put(reservation, new Confirmed(messageTimes, now + askAfter, askAfter));
  }

  /** Whether each active reservation was confirmed since the machine was created. */
  boolean areAllConfirmed(AgentState state) {
    return state.reservations().stream()
        .allMatch(
            reservation -> !reservation.isActive() || confirmed.containsKey(reservation.id()));
  }

  Optional<MessageTimes> messageTimes(String reservation) {
    return Optional.ofNullable(confirmed.get(reservation)).map(Confirmed::messageTimes);
  }

  // --- refusals ---

  void refuse(String conversation, ConversationMessage.Refuse message) {
    refusing.put(conversation, new Refusing(message, new ArrayList<>()));
  }

  /** Answers the client when the refusal is acknowledged; false if none is pending. */
  boolean awaitRefusal(String conversation, Requester client) {
    Refusing one = refusing.get(conversation);
    return one != null && one.clients().add(client);
  }

  List<Requester> refusalNoted(String offer) {
    for (Map.Entry<String, Refusing> one : refusing.entrySet()) {
      if (one.getValue().message().offer().equals(offer)) {
        return refusing.remove(one.getKey()).clients();
      }
    }
    return List.of();
  }

  // --- releases ---

  void handoverCompleted(String reservation, AgentState state) {
    if (state.releases().stream().anyMatch(one -> one.reservation().equals(reservation))) {
      handoversCompleted.add(reservation);
    }
  }

  /** Returns the released reservations whose handover is complete, and forgets them. */
  Set<String> takeCompletedHandovers() {
    Set<String> all = Set.copyOf(handoversCompleted);
    handoversCompleted.clear();
    return all;
  }

  boolean areHandoversComplete(AgentState state) {
    return state.releases().stream()
        .allMatch(one -> handoversCompleted.contains(one.reservation()));
  }

  // --- pending messages ---

  List<Envelope> owed(String agent, AgentState state, AccountPolicy policy, long now) {
    List<Envelope> owed = new ArrayList<>();
    refusing.forEach(
        (conversation, one) -> owed.add(new Envelope.ToConversation(conversation, one.message())));
    for (AgentState.Release one : state.releases()) {
      if (!handoversCompleted.contains(one.reservation())) {
        owed.add(
            new Envelope.ToConversation(
                one.conversation(), new ConversationMessage.Released(one.reservation(), agent)));
      }
    }
    for (Reservation reservation : state.reservations()) {
      owed(agent, reservation, state, policy, now)
          .ifPresent(
              message ->
                  owed.add(new Envelope.ToConversation(reservation.conversation(), message)));
    }
    return owed;
  }

  private Optional<ConversationMessage> owed(
      String agent, Reservation reservation, AgentState state, AccountPolicy policy, long now) {
    if (!reservation.isActive()) {
      return Optional.of(claim(agent, reservation));
    }
    if (!policy.agents().containsKey(agent)) {
      return Optional.of(new ConversationMessage.AgentUnavailable(reservation.id(), true));
    }
    Confirmed known = confirmed.get(reservation.id());
    if (known == null || known.checkAt() <= now) {
      return Optional.of(new ConversationMessage.CheckReservation(reservation.id(), agent));
    }
    if (WakeUpTimes.isDue(returnAt(known, state, policy), now)) {
      return Optional.of(new ConversationMessage.AgentUnavailable(reservation.id(), false));
    }
    return WakeUpTimes.isDue(closeAt(known, reservation, policy), now)
        ? Optional.of(new ConversationMessage.AutoCloseDue(reservation.id()))
        : Optional.empty();
  }

  private ConversationMessage claim(String agent, Reservation reservation) {
    return new ConversationMessage.Claim(
        reservation.id(),
        reservation.reserved().routingEpoch(),
        reservation.reserved().takeover(),
        agent,
        reservation.reserved().eligibility(),
        Optional.ofNullable(reasons.get(reservation.id())),
        reservation.reserved().offeredAt());
  }

  private static OptionalLong returnAt(Confirmed known, AgentState state, AccountPolicy policy) {
    return state.presence() == Presence.OFFLINE
            && known.messageTimes().last() == Party.CONSUMER
            && policy.returnWhenOffline().isPresent()
        ? OptionalLong.of(state.since() + policy.returnWhenOffline().getAsLong())
        : OptionalLong.empty();
  }

  private static OptionalLong closeAt(
      Confirmed known, Reservation reservation, AccountPolicy policy) {
    SkillPolicy skill = policy.skills().get(reservation.reserved().skill());
    return skill != null
            && skill.autoClose().isPresent()
            && known.messageTimes().last() == Party.AGENT
        ? OptionalLong.of(known.messageTimes().lastWroteAt() + skill.autoClose().getAsLong())
        : OptionalLong.empty();
  }

  /** When a configured duration (return when offline, auto-close) next requires a message. */
  OptionalLong nextOwed(AgentState state, AccountPolicy policy, long now) {
    long next = Long.MAX_VALUE;
    for (Reservation reservation : state.reservations()) {
      Confirmed known = reservation.isActive() ? confirmed.get(reservation.id()) : null;
      if (known != null) {
        next = earlier(next, returnAt(known, state, policy), now);
        next = earlier(next, closeAt(known, reservation, policy), now);
      }
    }
    return timer(next);
  }

  /** The next time at which a reservation must be checked. */
  OptionalLong nextConfirmation(AgentState state, long now) {
    long next = Long.MAX_VALUE;
    for (Reservation reservation : state.reservations()) {
      Confirmed known = reservation.isActive() ? confirmed.get(reservation.id()) : null;
      if (known != null && known.checkAt() > now) {
        next = Math.min(next, known.checkAt());
      }
    }
    return timer(next);
  }

  private static long earlier(long next, OptionalLong other, long now) {
    return other.orElse(now) > now ? Math.min(next, other.getAsLong()) : next;
  }

  private static OptionalLong timer(long at) {
    return at == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(at);
  }
}
