package io.switchboard.domain.protocol;

import io.switchboard.domain.account.Account;
import io.switchboard.domain.account.Inquiry;
import io.switchboard.domain.agent.AgentInspection;
import io.switchboard.domain.agent.AgentMachine;
import io.switchboard.domain.agent.AgentState.Reservation;
import io.switchboard.domain.conversation.ConversationEvent;
import io.switchboard.domain.conversation.ConversationEvent.RequeueReason;
import io.switchboard.domain.conversation.ConversationEvent.Requeued;
import io.switchboard.domain.conversation.ConversationState;
import io.switchboard.domain.dispatch.Cases;
import io.switchboard.domain.protocol.NaiveFacts.Conversation;
import io.switchboard.domain.protocol.NaiveFacts.Desk;
import io.switchboard.domain.protocol.NaiveFacts.InHand;
import io.switchboard.domain.protocol.NaiveFacts.Where;
import io.switchboard.domain.queue.QueueState;
import io.switchboard.domain.routing.Presence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Observations of conversations and agents: requests of clients, events of desktops, places of
 * conversations, and their allotments. Urgency, access and refusals are derived from them by the
 * routing rules.
 */
final class NaiveBook {
  /**
   * The response time of all accounts of these tests, so that a skill does not change the order.
   */
  static final long RESPONSE_TIME = 60_000_000_000L;

  static final long URGENT_RESPONSE_TIME = 10_000_000_000L;
  static final long CREDIT_FOR_RETURNS = 20_000_000_000L;

  private static final class Page {
    String skill;
    Where where = Where.WAITS;
    Optional<String> agent = Optional.empty();
    long startedAt;
    long enteredAt;
    boolean urgent;
    boolean returned;
    long priorityCredit;
    Optional<String> group = Optional.empty();
    Optional<String> allotted = Optional.empty();
    final Set<String> refusedBy = new HashSet<>();
    final Set<String> mustAvoid = new HashSet<>();
    final Set<String> round = new HashSet<>();
    Optional<String> lastRefusedBy = Optional.empty();
    boolean assignedBefore;
    Optional<String> targetAsked = Optional.empty();
    Optional<String> target = Optional.empty();
    long targetSince;
    boolean opened;
    boolean mayBeOpened;

    /** It was given to an agent before its access could be observed. */
    boolean isUnseen;

    long consumerWroteAt;
    Optional<Long> agentWroteAt = Optional.empty();

    long dueAt() {
      long promised = urgent ? URGENT_RESPONSE_TIME : RESPONSE_TIME;
      return enteredAt + promised - (returned ? CREDIT_FOR_RETURNS : 0) - priorityCredit;
    }
  }

  private static final Cases<Void, ConversationState, Where> WHERE =
      Cases.<Void, ConversationState, Where>of(ConversationState.class)
          .when(ConversationState.Waiting.class, state -> Where.WAITS)
          .when(ConversationState.Assigned.class, state -> Where.ASSIGNED)
          .when(ConversationState.Releasing.class, state -> Where.LEAVING)
          .when(ConversationState.Closed.class, state -> Where.CLOSED)
          .complete();

  private final Map<String, Page> pages = new LinkedHashMap<>();

  /** The number of started conversations. */
  int conversations() {
    return pages.size();
  }

  /** Whether it is open to one agent only. */
  boolean hasTarget(String conversation) {
    return pages.get(conversation).target.isPresent();
  }

  // --- requests ---

  /** A conversation starts. */
  void begins(String id, boolean urgent, long now) {
    Page page = new Page();
    page.startedAt = now;
    page.enteredAt = now;
    page.urgent = urgent;
    pages.put(id, page);
  }

  /** It is transferred to this agent only. */
  void transferredToAgent(String id, String agent) {
    pages.get(id).targetAsked = Optional.of(agent);
  }

  /** A message was written. */
  void wrote(String id, Party from, long now) {
    Page page = pages.get(id);
    if (from == Party.CONSUMER) {
      page.consumerWroteAt = now;
      page.agentWroteAt = Optional.empty();
    } else if (page.agentWroteAt.isEmpty()) {
      page.agentWroteAt = Optional.of(now);
    }
  }

  // --- observations ---

  /** An agent declined, missed, returned or transferred it. */
  void refused(String id, String agent, NaiveFacts before) {
    Page page = pages.get(id);
    page.refusedBy.add(agent);
    newRoundAfter(page.mustAvoid, page.refusedBy, agent, page.skill, before);
    page.lastRefusedBy = Optional.of(agent);
    page.round.add(agent);
    newRoundAfter(page.round, Set.copyOf(page.round), agent, page.skill, before);
    if (page.target.equals(Optional.of(agent))) {
      endTarget(page);
    }
  }

  /** Only this agent counts as refusing after a refusal by all online agents. */
  private static void newRoundAfter(
      Set<String> round, Set<String> refusing, String agent, String skill, NaiveFacts before) {
    NaiveRules rules = new NaiveRules(before);
    boolean everybody =
        before.account().agents().stream()
            .filter(one -> rules.isOnline(one.id()) && rules.serves(one, skill))
            .allMatch(one -> refusing.contains(one.id()));
    if (everybody) {
      round.clear();
    }
    round.add(agent);
  }

  private static void endTarget(Page page) {
    page.target = Optional.empty();
    page.opened = true;
    page.mayBeOpened = true;
  }

  /** It is allotted to a group, possibly assigned before the next observation. */
  void allotted(String id, String group) {
    pages.get(id).allotted = Optional.of(group);
  }

  /** An event of a conversation. */
  void decided(String id, ConversationEvent event, NaiveFacts before) {
    Page page = pages.get(id);
    if (event instanceof ConversationEvent.Assigned) {
      page.assignedBefore = true;
      page.target = Optional.empty();
      page.opened = false;
      page.isUnseen |= page.group.isEmpty();
      page.consumerWroteAt = event.at();
      page.agentWroteAt = Optional.empty();
    } else if (event instanceof ConversationEvent.Revised revised) {
      Inquiry inquiry = revised.inquiry();
      page.urgent = inquiry.urgent();
      page.priorityCredit = inquiry.priorityCredit();
    } else if (event instanceof Requeued moved) {
      moved(id, page, moved, before);
    }
  }

  private void moved(String id, Page page, Requeued moved, NaiveFacts before) {
    page.allotted = Optional.empty();
    page.returned = moved.conversation().inquiry().returned();
    switch (moved.reason()) {
      case TRANSFERRED_TO_SKILL -> {
        page.enteredAt = moved.at();
        page.mustAvoid.clear();
        page.agent.ifPresent(page.refusedBy::add);
      }
      case TRANSFERRED_TO_AGENT -> {
        page.agent.ifPresent(agent -> refused(id, agent, before));
        page.target = page.targetAsked;
        page.targetSince = moved.at();
      }
      case RETURNED -> moved.returnedBy().ifPresent(agent -> refused(id, agent, before));
      case FELL_BACK, SKILL_REMOVED, SKILL_WITHOUT_AGENTS -> {}
    }
    if (moved.reason() != RequeueReason.TRANSFERRED_TO_AGENT) {
      page.target = Optional.empty();
    }
    moved.returnedBy().ifPresent(page.refusedBy::add);
  }

  // --- the state ---

  /** Reads all entities and returns their state. */
  NaiveFacts look(Account account, Entities fleet, long now) {
    Map<String, String> groups = groups(fleet);
    pages.forEach((id, page) -> look(id, page, fleet, groups));
    NaiveFacts seen = facts(account, fleet, now);
    NaiveRules rules = new NaiveRules(seen);
    pages.forEach((id, page) -> workOut(page, rules, now));
    return facts(account, fleet, now);
  }

  private static void look(String id, Page page, Entities fleet, Map<String, String> groups) {
    Optional<ConversationState> state = fleet.conversation(id);
    if (state.isEmpty()) {
      throw new Broken("LOST: %s has not begun".formatted(id));
    }
    page.where = WHERE.apply(state.get());
    page.agent = state.get().lastAssignment().map(ConversationState.Assignment::agent);
    if (page.where == Where.WAITS) {
      page.agent = ringsAt(id, fleet);
      page.where = page.agent.isPresent() ? Where.RINGS : Where.WAITS;
      Optional<String> group = Optional.ofNullable(groups.get(state.get().skill() + " " + id));
      if (!group.equals(page.group) || !state.get().skill().equals(page.skill)) {
        page.opened = false;
        page.mayBeOpened = false;
      }
      page.mayBeOpened |= page.isUnseen;
      page.isUnseen = false;
      page.group = group;
    }
    page.group = page.group.or(() -> page.allotted);
    page.skill = state.get().skill();
  }

  private static Optional<String> ringsAt(String id, Entities fleet) {
    return fleet.agents().stream()
        .filter(
            agent ->
                AgentInspection.ringingOffers(agent.machine()).stream()
                    .anyMatch(one -> one.conversation().equals(id)))
        .map(agent -> agent.address().id())
        .findFirst();
  }

  /** The group of each conversation of each queue. */
  private static Map<String, String> groups(Entities fleet) {
    Map<String, String> groups = new HashMap<>();
    for (QueueNode queue : fleet.queues()) {
      for (QueueState.QueueEntry entry : queue.machine().snapshot().entries()) {
        entry
            .conversation()
            .group()
            .ifPresent(
                group -> groups.put(queue.address().id() + " " + entry.conversation().id(), group));
      }
    }
    return groups;
  }

  /** Derives access: an overflow is never reversed; strict percentages only suspend it. */
  private static void workOut(Page page, NaiveRules rules, long now) {
    if (page.where != Where.WAITS && page.where != Where.RINGS) {
      return;
    }
    boolean isStatic = rules.plan(page.skill).filter(NaiveRules::isStatic).isPresent();
    page.target
        .filter(agent -> !stillCounts(agent, page, rules, now))
        .ifPresent(agent -> endTarget(page));
    page.group
        .filter(group -> rules.plan(page.skill).isPresent() && !isStatic)
        .filter(
            group ->
                now - page.enteredAt >= rules.maxWait(page.skill)
                    || !rules.isOnline(page.skill, group))
        .ifPresent(group -> page.opened = true);
    page.mayBeOpened |= page.opened;
    page.opened &= !isStatic;
  }

  private static boolean stillCounts(String target, Page page, NaiveRules rules, long now) {
    return now < page.targetSince + rules.transferToAgentMaxWait(page.skill)
        && rules.agent(target).filter(agent -> rules.serves(agent, page.skill)).isPresent();
  }

  private NaiveFacts facts(Account account, Entities fleet, long now) {
    Map<String, Conversation> conversations = new LinkedHashMap<>();
    pages.forEach((id, page) -> conversations.put(id, fact(id, page)));
    Map<String, Desk> desks = new LinkedHashMap<>();
    fleet
        .agents()
        .forEach(node -> desks.put(node.address().id(), desk(node.address().id(), fleet)));
    return new NaiveFacts(account, now, conversations, desks);
  }

  private static Conversation fact(String id, Page page) {
    return new Conversation(
        id,
        page.skill,
        page.where,
        page.agent,
        page.startedAt,
        page.enteredAt,
        page.dueAt(),
        page.group,
        Set.copyOf(page.refusedBy),
        Set.copyOf(page.mustAvoid),
        Set.copyOf(page.round),
        page.lastRefusedBy,
        page.assignedBefore,
        page.target,
        page.opened,
        page.mayBeOpened);
  }

  /** The present state of an agent. */
  Desk desk(String agent, Entities fleet) {
    Optional<AgentMachine> machine = fleet.agent(agent);
    if (machine.isEmpty()) {
      return new Desk(agent, Presence.OFFLINE, List.of());
    }
    List<InHand> inHand = new ArrayList<>();
    for (Reservation reservation : machine.get().state().reservations()) {
      inHand.add(
          inHand(
              reservation.conversation(), reservation.reserved().skill(), !reservation.isActive()));
    }
    AgentInspection.ringingOffers(machine.get())
        .forEach(ring -> inHand.add(inHand(ring.conversation(), ring.offer().skill(), true)));
    return new Desk(agent, machine.get().state().presence(), inHand);
  }

  private InHand inHand(String id, String skill, boolean rings) {
    Page page = pages.get(id);
    return new InHand(id, skill, rings, page.consumerWroteAt, page.agentWroteAt);
  }
}
