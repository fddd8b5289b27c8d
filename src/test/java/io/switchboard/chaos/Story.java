package io.switchboard.chaos;

import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.account.DistributionPlan;
import io.switchboard.domain.agent.Presence;
import io.switchboard.domain.conversation.Inquiry;
import io.switchboard.domain.distribution.Allotment;
import io.switchboard.domain.distribution.Distributor;
import io.switchboard.domain.distribution.Ledger;
import io.switchboard.domain.distribution.Situation;
import io.switchboard.domain.machine.AgentEvent;
import io.switchboard.domain.machine.ConversationEvent;
import io.switchboard.domain.machine.Departure;
import io.switchboard.domain.machine.QueueEvent;
import io.switchboard.domain.protocol.Party;
import io.switchboard.domain.protocol.Refusal;
import io.switchboard.domain.queue.Access;
import io.switchboard.domain.queue.WaitingConversation;
import io.switchboard.domain.selection.SkillChoice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A run of a small centre, told step by step. Each step is stored, asked for and answered as a
 * cluster would; what is made wrong on purpose says so.
 */
final class Story {
  private static final long HOUR = 3_600_000_000_000L;
  private static final int OK = 200;

  private record Open(WaitingConversation waiting, String skill, int hop, String hold) {}

  private final AccountPolicy account;
  private final Journal journal =
      new Journal(new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
  private final List<Call> calls = new ArrayList<>();
  private final Map<String, Open> open = new HashMap<>();
  private final Map<String, TreeSet<WaitingConversation>> lines = new HashMap<>();
  private final Map<String, Distributor> shares = new HashMap<>();
  private final Map<String, Presence> presences = new HashMap<>();
  private final Map<String, List<String>> hands = new HashMap<>();
  private final Map<String, FinalState.Conversation> states = new HashMap<>();
  private long now = 1_000_000;
  private long ordering;
  private int holds;

  Story(AccountPolicy account) {
    this.account = account;
    account.agents().keySet().forEach(agent -> hands.put(agent, new ArrayList<>()));
    account.skills().keySet().forEach(skill -> lines.put(skill, new TreeSet<>()));
    account
        .skills()
        .forEach((id, skill) -> skill.distribution().ifPresent(plan -> adopt(id, plan)));
  }

  private void adopt(String skill, DistributionPlan plan) {
    shares.put(skill, new Distributor(plan));
    queue(skill, new QueueEvent.PlanAdopted(Optional.of(plan), now));
  }

  // --- what happens ---

  Story present(String agent, Presence presence) {
    return call(
        "PRESENCE",
        agent,
        Map.of("presence", presence.name()),
        () -> {
          presences.put(agent, presence);
          agent(
              agent,
              new AgentEvent.PresenceChanged(
                  presence, Optional.empty(), AgentEvent.Because.ASKED, tick()));
        });
  }

  Story start(String id, String skill) {
    return call("START", id, Map.of("skill", skill), () -> begin(id, skill));
  }

  private void begin(String id, String skill) {
    tick();
    WaitingConversation waiting =
        new WaitingConversation(
            Inquiry.forSkill(id, skill),
            now,
            now,
            now + HOUR,
            skill,
            Access.ANYONE,
            Optional.empty(),
            Set.of(),
            List.of(),
            false,
            SkillChoice.Reason.REQUESTED);
    conversation(
        id, new ConversationEvent.Started(Inquiry.forSkill(id, skill), skill, waiting, now));
    Optional<Allotment> allotment = Optional.ofNullable(shares.get(skill)).map(Story::allot);
    WaitingConversation entered =
        allotment
            .map(Allotment::group)
            .map(group -> waiting.withGroup(Optional.of(group), new Access.OnlyGroup(group)))
            .orElse(waiting);
    enter(id, skill, 1, entered, allotment);
  }

  private static Allotment allot(Distributor shared) {
    Allotment allotment = shared.decide(new Situation(Set.copyOf(shared.groups()), Set.of()));
    shared.apply(allotment);
    return allotment;
  }

  private void enter(
      String id,
      String skill,
      int hop,
      WaitingConversation waiting,
      Optional<Allotment> allotment) {
    queue(skill, new QueueEvent.Entered(hop, 0, waiting, allotment, tick()));
    open.put(id, new Open(waiting, skill, hop, ""));
    lines.get(skill).add(waiting);
    states.put(id, new FinalState.Conversation("WAITING", skill, Optional.empty()));
  }

  /** The agent accepts what rings, by a new offer. */
  Story take(String id, String agent) {
    return take(id, agent, "offer-" + ordering);
  }

  Story take(String id, String agent, String offer) {
    return call(
        "ACCEPT",
        id,
        Map.of("agent", agent),
        () -> {
          String hold = hold(id, agent, Optional.of(offer));
          assign(id, agent, hold);
          activate(agent, hold);
          leaveLine(id);
          hands.get(agent).add(id);
        });
  }

  /** The agent keeps room; says by which hold. */
  String hold(String id, String agent, Optional<String> offer) {
    Open one = open.get(id);
    String hold = agent + "#" + ++holds;
    agent(
        agent,
        new AgentEvent.Held(
            hold,
            one.hop(),
            Optional.empty(),
            one.skill(),
            one.waiting(),
            offer,
            Optional.empty(),
            now,
            tick()));
    return hold;
  }

  void assign(String id, String agent, String hold) {
    Open one = open.get(id);
    conversation(
        id,
        new ConversationEvent.Assigned(agent, hold, one.waiting(), Optional.empty(), now, tick()));
    open.put(id, new Open(one.waiting(), one.skill(), one.hop(), hold));
    states.put(id, new FinalState.Conversation("ASSIGNED", one.skill(), Optional.of(agent)));
  }

  void activate(String agent, String hold) {
    agent(agent, new AgentEvent.HoldActivated(hold, tick()));
  }

  void leaveLine(String id) {
    Open one = open.get(id);
    queue(one.skill(), new QueueEvent.Left(id, one.hop(), Optional.empty(), tick()));
    lines.get(one.skill()).remove(one.waiting());
  }

  Story decline(String id, String agent, String offer) {
    return call(
        "DECLINE",
        id,
        Map.of("agent", agent),
        () ->
            conversation(
                id, new ConversationEvent.Refused(offer, agent, Refusal.DECLINED, now, tick())));
  }

  Story giveBack(String id, String agent) {
    return call(
        "RETURN",
        id,
        Map.of("agent", agent),
        () -> {
          leaving(id, new Departure.BackToQueue("RETURNED"));
          release(id, agent);
          moved(id, agent);
        });
  }

  void leaving(String id, Departure departure) {
    conversation(id, new ConversationEvent.Leaving(departure, tick()));
  }

  void release(String id, String agent) {
    agent(agent, new AgentEvent.HoldReleased(open.get(id).hold(), Set.of(), tick()));
    hands.get(agent).remove(id);
  }

  void moved(String id, String agent) {
    Open one = open.get(id);
    conversation(
        id,
        new ConversationEvent.Moved(
            one.skill(),
            one.waiting(),
            ConversationEvent.Move.RETURNED,
            Optional.of(agent),
            tick()));
    enter(id, one.skill(), one.hop() + 1, one.waiting(), Optional.empty());
  }

  Story write(String id, Party from) {
    return call(
        "WRITE",
        id,
        Map.of("from", from.name()),
        () -> conversation(id, new ConversationEvent.Wrote(from, tick())));
  }

  /** The agent who has it ends it. */
  Story close(String id, String agent) {
    return call(
        "CLOSE",
        id,
        Map.of("by", "AGENT"),
        () -> {
          leaving(id, new Departure.End(Party.AGENT));
          release(id, agent);
          conversation(id, new ConversationEvent.Closed(Party.AGENT, tick()));
          String skill = open.remove(id).skill();
          states.put(id, new FinalState.Conversation("CLOSED", skill, Optional.empty()));
        });
  }

  // --- how it is told ---

  private Story call(String what, String subject, Map<String, String> with, Runnable work) {
    long sentAt = tick();
    work.run();
    answered(what, subject, with, sentAt, tick());
    return this;
  }

  /** A call is acknowledged at once, and nothing is done. */
  Story acknowledgedOnly(String what, String subject, Map<String, String> with) {
    return call(what, subject, with, () -> {});
  }

  private void answered(
      String what, String subject, Map<String, String> with, long sentAt, long answeredAt) {
    calls.add(
        new Call(
            calls.size() + 1L,
            "client",
            what,
            subject,
            with,
            "node-1",
            sentAt,
            answeredAt,
            OK,
            Map.of()));
  }

  private long tick() {
    return now += 1_000;
  }

  private void conversation(String id, ConversationEvent event) {
    store(journal.conversations(), id, event);
  }

  private void agent(String id, AgentEvent event) {
    store(journal.agents(), id, event);
  }

  private void queue(String skill, QueueEvent event) {
    store(journal.queues(), skill, event);
  }

  private void store(Map<String, List<Stored>> logs, String id, Object event) {
    List<Stored> log = logs.computeIfAbsent(id, any -> new ArrayList<>());
    log.add(new Stored(++ordering, log.size() + 1L, "writer-of-" + id, event));
  }

  // --- how it is judged ---

  Rules rules() {
    return Rules.of(account);
  }

  List<Call> calls() {
    return calls;
  }

  /** What is stored; to be doctored. */
  Journal journal() {
    return journal;
  }

  /** How everything is. */
  FinalState end() {
    Map<String, FinalState.Agent> agents = new HashMap<>();
    hands.forEach(
        (agent, has) ->
            agents.put(
                agent,
                new FinalState.Agent(
                    presences.getOrDefault(agent, Presence.OFFLINE),
                    account.agents().get(agent).maxConversations(),
                    has,
                    List.of())));
    Map<String, FinalState.Line> waiting = new HashMap<>();
    lines.forEach(
        (skill, line) ->
            waiting.put(
                skill,
                new FinalState.Line(
                    line.stream().map(WaitingConversation::id).toList(), ledger(skill))));
    return new FinalState(states, agents, waiting);
  }

  private Map<String, FinalState.Share> ledger(String skill) {
    Map<String, FinalState.Share> ledger = new HashMap<>();
    if (shares.containsKey(skill)) {
      for (Ledger.Entry entry : shares.get(skill).ledger().groups()) {
        ledger.put(entry.group(), new FinalState.Share(entry.allotted(), entry.worstDeviation()));
      }
    }
    return ledger;
  }
}
