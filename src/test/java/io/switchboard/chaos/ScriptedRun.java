package io.switchboard.chaos;

import static io.switchboard.domain.Centre.account;
import static io.switchboard.domain.Centre.agent;
import static io.switchboard.domain.Centre.skill;

import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.account.DistributionPlan;
import io.switchboard.domain.agent.AgentEvent;
import io.switchboard.domain.conversation.ConversationEvent;
import io.switchboard.domain.conversation.HandoverTarget;
import io.switchboard.domain.distribution.Allotment;
import io.switchboard.domain.distribution.Distributor;
import io.switchboard.domain.distribution.GroupAvailability;
import io.switchboard.domain.distribution.Ledger;
import io.switchboard.domain.protocol.Party;
import io.switchboard.domain.protocol.Refusal;
import io.switchboard.domain.protocol.Waiters;
import io.switchboard.domain.queue.QueueEvent;
import io.switchboard.domain.routing.Access;
import io.switchboard.domain.routing.DueTime;
import io.switchboard.domain.routing.Presence;
import io.switchboard.domain.routing.WaitingConversation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * A scripted run of a small contact centre. Each step adds the events, calls and answers that a
 * cluster would have; deliberate errors are named so.
 */
final class ScriptedRun {
  private static final long HOUR = 3_600_000_000_000L;

  private record Open(
      WaitingConversation waiting, String skill, int routingEpoch, String reservation) {}

  private final AccountPolicy account;
  private final Tape tape = new Tape();
  private final Map<String, Open> open = new HashMap<>();
  private final Map<String, TreeSet<WaitingConversation>> queues = new HashMap<>();
  private final Map<String, Distributor> shares = new HashMap<>();
  private final Map<String, Presence> presences = new HashMap<>();
  private final Map<String, List<String>> hands = new HashMap<>();
  private final Map<String, FinalState.Conversation> states = new HashMap<>();
  private final Map<String, UnaryOperator<ConversationRow>> changedRows = new HashMap<>();
  private int reservations;

  ScriptedRun(AccountPolicy account) {
    this.account = account;
    account.agents().keySet().forEach(agent -> hands.put(agent, new ArrayList<>()));
    account.skills().keySet().forEach(skill -> queues.put(skill, new TreeSet<>()));
    account
        .skills()
        .forEach((id, skill) -> skill.distribution().ifPresent(plan -> adopt(id, plan)));
  }

  private void adopt(String skill, DistributionPlan plan) {
    shares.put(skill, new Distributor(plan));
    tape.queue(skill, new QueueEvent.PlanAdopted(Optional.of(plan), tape.now(), Optional.empty()));
  }

  /**
   * The run that tests falsify: one conversation is closed, three are assigned, and two wait for
   * care.
   */
  static ScriptedRun ofAMorning() {
    ScriptedRun story =
        new ScriptedRun(
            account(
                skill("sales"),
                skill("care").primary("east", 50).primary("west", 50),
                agent("ann", "sales", "care").in("east").max(2),
                agent("ben", "sales", "care").in("west").max(2),
                agent("cyd", "sales").max(2)));
    return story
        .present("ann", Presence.ONLINE)
        .present("ben", Presence.ONLINE)
        .start("c1", "sales")
        .take("c1", "ann")
        .write("c1", Party.AGENT)
        .close("c1", "ann")
        .start("c2", "sales")
        .take("c2", "ann")
        .returnToQueue("c2", "ann")
        .decline("c2", "ann", "declined")
        .take("c2", "ben")
        .start("c3", "care")
        .take("c3", "ann")
        .start("c4", "care")
        .take("c4", "ben")
        .start("c5", "care")
        .start("c6", "care")
        .present("ben", Presence.AWAY)
        .present("ann", Presence.AWAY);
  }

  // --- steps ---

  ScriptedRun present(String agent, Presence presence) {
    return call(
        "PRESENCE", agent, Map.of("presence", presence.name()), () -> becomes(agent, presence));
  }

  void becomes(String agent, Presence presence) {
    presences.put(agent, presence);
    tape.agent(
        agent,
        new AgentEvent.PresenceChanged(
            presence,
            Map.of(),
            AgentEvent.PresenceReason.REQUESTED,
            tape.tick(),
            Optional.empty()));
  }

  ScriptedRun start(String id, String skill) {
    return call("START", id, Map.of("skill", skill), () -> begin(id, skill));
  }

  private void begin(String id, String skill) {
    long now = tape.tick();
    WaitingConversation waiting =
        Waiters.waiting(id, skill, now, new DueTime(now, HOUR, List.of(), 0));
    tape.conversation(id, new ConversationEvent.Started(skill, waiting, now, Optional.empty()));
    Optional<Allotment> allotment = Optional.ofNullable(shares.get(skill)).map(ScriptedRun::allot);
    WaitingConversation entered =
        allotment
            .map(Allotment::group)
            .map(group -> waiting.withGroup(Optional.of(group), new Access.OnlyGroup(group)))
            .orElse(waiting);
    enter(id, skill, 1, entered, allotment);
  }

  private static Allotment allot(Distributor shared) {
    Allotment allotment =
        shared.decide(new GroupAvailability(Set.copyOf(shared.groups()), Set.of()));
    shared.apply(allotment);
    return allotment;
  }

  private void enter(
      String id,
      String skill,
      int routingEpoch,
      WaitingConversation waiting,
      Optional<Allotment> allotment) {
    tape.queue(
        skill,
        new QueueEvent.Entered(routingEpoch, 0, waiting, allotment, tape.tick(), Optional.empty()));
    open.put(id, new Open(waiting, skill, routingEpoch, ""));
    queues.get(skill).add(waiting);
    states.put(id, new FinalState.Conversation("WAITING", skill, Optional.empty()));
  }

  /** The agent accepts the conversation by a new offer. */
  ScriptedRun take(String id, String agent) {
    return take(id, agent, "offer-" + tape.length());
  }

  ScriptedRun take(String id, String agent, String offer) {
    return call(
        "ACCEPT",
        id,
        Map.of("agent", agent),
        () -> {
          String reservation = reserve(id, agent, Optional.of(offer));
          assign(id, agent, reservation);
          activate(agent, reservation);
          leaveQueue(id);
          hands.get(agent).add(id);
        });
  }

  /** The agent reserves capacity; returns the id of the reservation. */
  String reserve(String id, String agent, Optional<String> offer) {
    Open one = open.get(id);
    String reservation = agent + "#" + ++reservations;
    tape.agent(
        agent,
        new AgentEvent.Reserved(
            reservation,
            one.routingEpoch(),
            Optional.empty(),
            one.skill(),
            id,
            offer,
            Optional.of(one.waiting().eligibility()),
            tape.now(),
            tape.tick(),
            Optional.empty()));
    return reservation;
  }

  void assign(String id, String agent, String reservation) {
    Open one = open.get(id);
    tape.conversation(
        id,
        new ConversationEvent.Assigned(
            agent,
            reservation,
            !one.waiting().assignedBefore(),
            one.waiting().enteredAt(),
            one.waiting().eligibility(),
            Optional.empty(),
            tape.now(),
            tape.tick()));
    open.put(id, new Open(one.waiting(), one.skill(), one.routingEpoch(), reservation));
    states.put(id, new FinalState.Conversation("ASSIGNED", one.skill(), Optional.of(agent)));
  }

  void activate(String agent, String reservation) {
    tape.agent(agent, new AgentEvent.ReservationConfirmed(reservation, tape.tick()));
  }

  void leaveQueue(String id) {
    Open one = open.get(id);
    tape.queue(
        one.skill(), new QueueEvent.Left(id, one.routingEpoch(), Optional.empty(), tape.tick()));
    queues.get(one.skill()).remove(one.waiting());
  }

  ScriptedRun decline(String id, String agent, String offer) {
    return call(
        "DECLINE",
        id,
        Map.of("agent", agent),
        () ->
            tape.conversation(
                id,
                new ConversationEvent.Refused(
                    offer, agent, Refusal.DECLINED, tape.now(), tape.tick())));
  }

  ScriptedRun returnToQueue(String id, String agent) {
    return call(
        "RETURN",
        id,
        Map.of("agent", agent),
        () -> {
          leaving(id, new HandoverTarget.BackToQueue("RETURNED"));
          release(id, agent);
          moved(id, agent);
        });
  }

  void leaving(String id, HandoverTarget target) {
    tape.conversation(
        id, new ConversationEvent.HandoverBegun(target, tape.tick(), Optional.empty()));
  }

  void release(String id, String agent) {
    tape.agent(
        agent,
        new AgentEvent.ReservationReleased(open.get(id).reservation(), Set.of(), tape.tick()));
    hands.get(agent).remove(id);
  }

  void moved(String id, String agent) {
    Open one = open.get(id);
    tape.conversation(
        id,
        new ConversationEvent.Requeued(
            one.skill(),
            one.waiting(),
            ConversationEvent.RequeueReason.RETURNED,
            Optional.of(agent),
            tape.tick(),
            Optional.empty()));
    enter(id, one.skill(), one.routingEpoch() + 1, one.waiting(), Optional.empty());
  }

  ScriptedRun write(String id, Party from) {
    return call("WRITE", id, Map.of("from", from.name()), () -> writes(id, from));
  }

  void writes(String id, Party from) {
    tape.conversation(id, new ConversationEvent.MessageNoted(from, tape.tick()));
  }

  /** The assigned agent closes the conversation. */
  ScriptedRun close(String id, String agent) {
    return call("CLOSE", id, Map.of("by", "AGENT"), () -> closes(id, agent));
  }

  void closes(String id, String agent) {
    leaving(id, new HandoverTarget.End(Party.AGENT));
    release(id, agent);
    tape.conversation(id, new ConversationEvent.Closed(Party.AGENT, tape.tick()));
    String skill = open.remove(id).skill();
    states.put(id, new FinalState.Conversation("CLOSED", skill, Optional.of(agent)));
  }

  // --- falsification ---

  /** Values of a call or of an answer: {@code "state=WAITING skill=care"}; empty for none. */
  static Map<String, String> values(String text) {
    Map<String, String> values = new HashMap<>();
    for (String pair : text.isEmpty() ? new String[0] : text.split(" ")) {
      int at = pair.indexOf('=');
      values.put(pair.substring(0, at), pair.substring(at + 1));
    }
    return values;
  }

  /** Adds a call of the only client, sent now, and its answer. */
  void answered(String node, String what, String subject, String with, int status, String answer) {
    answered(node, what, subject, with, tape.now() + 1, status, answer);
  }

  /** Adds a call of the only client, sent at this time, and its answer. */
  void answered(
      String node,
      String what,
      String subject,
      String with,
      long sentAt,
      int status,
      String answer) {
    tape.answered("client", node, what, subject, values(with), sentAt, status, values(answer));
  }

  private ScriptedRun call(String what, String subject, Map<String, String> with, Runnable work) {
    long sentAt = tape.tick();
    work.run();
    tape.acknowledged(what, subject, with, sentAt);
    return this;
  }

  /** Adds an acknowledged call without effect. */
  ScriptedRun acknowledgedOnly(String what, String subject, String with) {
    return call(what, subject, values(with), () -> {});
  }

  /** Removes the last event of a queue. */
  void forgetLastOf(String skill) {
    List<Stored> log = tape.journal().queues().get(skill);
    log.remove(log.size() - 1);
  }

  // --- results ---

  Rules rules() {
    return Rules.of(account);
  }

  /** Replaces the row of a conversation; the log stays. */
  ScriptedRun row(String conversation, UnaryOperator<ConversationRow> change) {
    changedRows.put(conversation, change);
    return this;
  }

  /** The recorded run, for falsification. */
  Tape tape() {
    return tape;
  }

  /** All violations that the checker finds. */
  List<Violation> violations() {
    return violations(end());
  }

  private List<Violation> violations(FinalState said) {
    Journal journal = tape.journal();
    journal.rows().clear();
    new Run(rules(), tape.calls(), journal, said)
        .conversations()
        .forEach((id, replay) -> replay.row().ifPresent(row -> journal.rows().put(id, row)));
    changedRows.forEach(
        (id, change) -> journal.rows().compute(id, (any, row) -> change.apply(row)));
    return Checker.check(rules(), tape.calls(), journal, said);
  }

  /** The rules and subjects of all violations that the checker finds. */
  List<String> found() {
    return found(end());
  }

  /** The violations that the checker finds for this final state. */
  List<String> found(FinalState said) {
    return violations(said).stream()
        .map(violation -> violation.rule() + " " + violation.subject())
        .distinct()
        .toList();
  }

  /** The final state. */
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
    Map<String, FinalState.Queue> waiting = new HashMap<>();
    queues.forEach(
        (skill, queue) ->
            waiting.put(
                skill,
                new FinalState.Queue(
                    queue.stream().map(WaitingConversation::id).toList(), ledger(skill))));
    return new FinalState(states, agents, waiting);
  }

  private Map<String, FinalState.Share> ledger(String skill) {
    Map<String, FinalState.Share> ledger = new HashMap<>();
    if (shares.containsKey(skill)) {
      Distributor counted = shares.get(skill);
      for (Ledger.GroupTotals entry : counted.ledger(counted.overflowTurns()).groups()) {
        ledger.put(entry.group(), new FinalState.Share(entry.allotted(), entry.worstDeviation()));
      }
    }
    return ledger;
  }
}
