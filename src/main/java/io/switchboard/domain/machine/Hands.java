package io.switchboard.domain.machine;

import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.account.SkillPolicy;
import io.switchboard.domain.agent.Presence;
import io.switchboard.domain.machine.AgentMemory.Hold;
import io.switchboard.domain.protocol.Client;
import io.switchboard.domain.protocol.ConversationMessage;
import io.switchboard.domain.protocol.ConversationMessage.Refuse;
import io.switchboard.domain.protocol.Party;
import io.switchboard.domain.protocol.Send;
import io.switchboard.domain.protocol.Talk;
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
 * What an agent knows of the conversations in their hands without having to remember it, and what
 * they owe to them: claims, refusals, and now and then the question whether a hold still counts,
 * which wakes a conversation that was in the middle of something when its node went down.
 */
final class Hands {
  private static final long ASK_FIRST_AFTER = Duration.ofMinutes(1).toNanos();
  private static final long ASK_AT_LEAST_EVERY = Duration.ofMinutes(10).toNanos();
  private static final long ASK_EVER_MORE_SELDOM = 10;

  private record Refusing(Refuse message, List<Client> clients) {}

  private record Confirmed(Talk talk, long askAt, long askAfter) {}

  private final Map<String, Refusing> refusing = new LinkedHashMap<>();
  private final Map<String, List<Client>> awaiting = new HashMap<>();
  private final Map<String, Confirmed> confirmed = new HashMap<>();
  private final Set<String> handedOn = new HashSet<>();

  // --- claims ---

  void awaitDecision(String hold, Client client) {
    awaiting.computeIfAbsent(hold, any -> new ArrayList<>()).add(client);
  }

  List<Client> decided(String hold) {
    List<Client> clients = awaiting.remove(hold);
    return clients == null ? List.of() : clients;
  }

  List<Client> forget(String hold) {
    confirmed.remove(hold);
    return decided(hold);
  }

  void confirmed(String hold, Talk talk, long now) {
    Confirmed before = confirmed.get(hold);
    boolean quiet = before != null && before.talk().equals(talk);
    long askAfter =
        quiet
            ? Math.min(ASK_AT_LEAST_EVERY, before.askAfter() * ASK_EVER_MORE_SELDOM)
            : ASK_FIRST_AFTER;
    confirmed.put(hold, new Confirmed(talk, now + askAfter, askAfter));
  }

  /** Whether every conversation that the agent has said so since the machine was made. */
  boolean areAllConfirmed(AgentMemory memory) {
    return memory.holds().stream()
        .allMatch(hold -> !hold.isActive() || confirmed.containsKey(hold.id()));
  }

  Optional<Talk> talk(String hold) {
    return Optional.ofNullable(confirmed.get(hold)).map(Confirmed::talk);
  }

  // --- refusals ---

  void refuse(String conversation, Refuse message) {
    refusing.put(conversation, new Refusing(message, new ArrayList<>()));
  }

  /** Lets a client wait until a refusal is known; false when none is under way. */
  boolean awaitRefusal(String conversation, Client client) {
    Refusing one = refusing.get(conversation);
    return one != null && one.clients().add(client);
  }

  List<Client> refusalNoted(String offer) {
    for (Map.Entry<String, Refusing> one : refusing.entrySet()) {
      if (one.getValue().message().offer().equals(offer)) {
        return refusing.remove(one.getKey()).clients();
      }
    }
    return List.of();
  }

  // --- what was let go of ---

  void handedOn(String hold, AgentMemory memory) {
    if (memory.letGo().stream().anyMatch(one -> one.hold().equals(hold))) {
      handedOn.add(hold);
    }
  }

  /** The holds that need not be remembered any more, said once. */
  Set<String> takeHandedOn() {
    Set<String> all = Set.copyOf(handedOn);
    handedOn.clear();
    return all;
  }

  boolean areAllHandedOn(AgentMemory memory) {
    return memory.letGo().stream().allMatch(one -> handedOn.contains(one.hold()));
  }

  // --- what is owed ---

  List<Send> owed(String agent, AgentMemory memory, AccountPolicy policy, long now) {
    List<Send> owed = new ArrayList<>();
    refusing.forEach(
        (conversation, one) -> owed.add(new Send.ToConversation(conversation, one.message())));
    for (AgentMemory.LetGo one : memory.letGo()) {
      if (!handedOn.contains(one.hold())) {
        owed.add(
            new Send.ToConversation(
                one.conversation(), new ConversationMessage.Released(one.hold(), agent)));
      }
    }
    for (Hold hold : memory.holds()) {
      owed(agent, hold, memory, policy, now)
          .ifPresent(message -> owed.add(new Send.ToConversation(hold.conversation(), message)));
    }
    return owed;
  }

  private Optional<ConversationMessage> owed(
      String agent, Hold hold, AgentMemory memory, AccountPolicy policy, long now) {
    if (!hold.isActive()) {
      return Optional.of(claim(agent, hold));
    }
    if (!policy.agents().containsKey(agent)) {
      return Optional.of(new ConversationMessage.AgentGone(hold.id(), true));
    }
    Confirmed known = confirmed.get(hold.id());
    if (known == null || known.askAt() <= now) {
      return Optional.of(new ConversationMessage.Confirm(hold.id(), agent));
    }
    if (Timers.isDue(returnAt(known, memory, policy), now)) {
      return Optional.of(new ConversationMessage.AgentGone(hold.id(), false));
    }
    return Timers.isDue(closeAt(known, hold, policy), now)
        ? Optional.of(new ConversationMessage.SilenceEnded(hold.id()))
        : Optional.empty();
  }

  private static ConversationMessage claim(String agent, Hold hold) {
    return new ConversationMessage.Claim(
        hold.id(),
        hold.held().hop(),
        hold.held().takeover(),
        agent,
        hold.held().conversation(),
        hold.held().reasons(),
        hold.held().offeredAt());
  }

  private static OptionalLong returnAt(Confirmed known, AgentMemory memory, AccountPolicy policy) {
    return memory.presence() == Presence.OFFLINE
            && known.talk().last() == Party.CONSUMER
            && policy.returnWhenOffline().isPresent()
        ? OptionalLong.of(memory.since() + policy.returnWhenOffline().getAsLong())
        : OptionalLong.empty();
  }

  private static OptionalLong closeAt(Confirmed known, Hold hold, AccountPolicy policy) {
    SkillPolicy skill = policy.skills().get(hold.held().skill());
    return skill != null && skill.autoClose().isPresent() && known.talk().last() == Party.AGENT
        ? OptionalLong.of(known.talk().lastWroteAt() + skill.autoClose().getAsLong())
        : OptionalLong.empty();
  }

  /** When a rule makes something more owed, if nothing else happens. */
  OptionalLong nextOwed(AgentMemory memory, AccountPolicy policy, long now) {
    long next = Long.MAX_VALUE;
    for (Hold hold : memory.holds()) {
      Confirmed known = hold.isActive() ? confirmed.get(hold.id()) : null;
      if (known != null) {
        next = earlier(next, returnAt(known, memory, policy), now);
        next = earlier(next, closeAt(known, hold, policy), now);
      }
    }
    return timer(next);
  }

  /** When it is next asked whether a hold still counts. */
  OptionalLong nextConfirmation(AgentMemory memory, long now) {
    long next = Long.MAX_VALUE;
    for (Hold hold : memory.holds()) {
      Confirmed known = hold.isActive() ? confirmed.get(hold.id()) : null;
      if (known != null && known.askAt() > now) {
        next = Math.min(next, known.askAt());
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
