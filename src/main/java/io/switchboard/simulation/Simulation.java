package io.switchboard.simulation;

import static java.util.stream.Collectors.toSet;

import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.account.Inquiry;
import io.switchboard.domain.conversation.ConversationEvent;
import io.switchboard.domain.dispatch.Cases;
import io.switchboard.domain.distribution.Ledger;
import io.switchboard.domain.protocol.Address;
import io.switchboard.domain.protocol.AgentMessage;
import io.switchboard.domain.protocol.ConversationMessage;
import io.switchboard.domain.protocol.Envelope;
import io.switchboard.domain.protocol.Party;
import io.switchboard.domain.protocol.QueueMessage;
import io.switchboard.domain.protocol.Reply;
import io.switchboard.domain.routing.Presence;
import io.switchboard.simulation.SimulationResult.AgentUse;
import io.switchboard.simulation.SimulationResult.Explained;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.LongConsumer;

/**
 * Simulation of a trace in virtual time. Events of one instant have a fixed order: shift starts,
 * changes of a maximum and ends of handling; arrivals; timers; abandonments; shift ends. Within
 * each of these groups, shifts come first, by agent id, and then conversations in the order of the
 * trace.
 */
public final class Simulation {
  private static final int PROGRESS_EVERY = 1_000;

  private enum Kind {
    AGENT_GAINS,
    ARRIVAL,
    TIMER,
    ABANDONMENT,
    SHIFT_END
  }

  /**
   * Future event.
   *
   * @param order its rank within its kind: for an arrival its index; for a shift a negative number
   *     in the order of agent ids
   * @param shift null unless the event is about a shift
   */
  private record Event(long at, Kind kind, int order, Shift shift) implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      int difference = Long.compare(at, other.at);
      if (difference == 0) {
        difference = kind.compareTo(other.kind);
      }
      return difference != 0 ? difference : Integer.compare(order, other.order);
    }
  }

  /** An event of the conversation of this arrival. */
  private record Happening(Simulation simulation, int index) {}

  private static final Cases<Happening, ConversationEvent, Void> CONSEQUENCES =
      Cases.<Happening, ConversationEvent, Void>of(ConversationEvent.class)
          .run(
              ConversationEvent.Started.class,
              (to, started) -> to.simulation.enter(to.index, started.skill()))
          .run(
              ConversationEvent.Requeued.class,
              (to, moved) -> to.simulation.enter(to.index, moved.skill()))
          .run(
              ConversationEvent.Assigned.class,
              (to, assigned) -> to.simulation.assign(to.index, assigned))
          .ignore(
              ConversationEvent.Refused.class,
              ConversationEvent.Revised.class,
              ConversationEvent.HandoverBegun.class,
              ConversationEvent.TakeoverBegun.class,
              ConversationEvent.TakenOver.class,
              ConversationEvent.MessageNoted.class,
              ConversationEvent.Explained.class,
              ConversationEvent.Closed.class)
          .complete();

  private final AccountPolicy account;
  private final List<Arrival> arrivals;
  private final long until;
  private final LongConsumer progress;
  private final Set<String> explain;
  private final List<Explained> explanations = new ArrayList<>();
  private final LocalRouter router;
  private SimulatedAccount simulated;
  private final Map<String, Integer> indexes = new HashMap<>();
  private final PriorityQueue<Event> events = new PriorityQueue<>();
  private final Journey[] journeys;
  private final Set<Integer> entered = new LinkedHashSet<>();
  private int arrived;
  private long decisions;
  private long now;

  private Simulation(
      AccountPolicy account,
      List<Arrival> arrivals,
      List<Shift> shifts,
      OptionalLong until,
      LongConsumer progress,
      Set<String> explain) {
    this.account = account;
    this.arrivals = arrivals;
    this.until = until.orElse(Long.MAX_VALUE);
    this.progress = progress;
    this.journeys = new Journey[arrivals.size()];
    this.explain = Set.copyOf(explain);
    for (Arrival arrival : arrivals) {
      indexes.put(arrival.id(), indexes.size());
    }
    this.simulated = opening(account, shifts);
    this.router = new LocalRouter(simulated.policy(), 0, this::decided);
    Map<String, Integer> agentRanks = new HashMap<>();
    account.agents().keySet().stream()
        .sorted()
        .forEach(agent -> agentRanks.put(agent, agentRanks.size()));
    Set<Boundary> starts =
        shifts.stream().map(shift -> new Boundary(shift.agent(), shift.start())).collect(toSet());
    for (Shift shift : shifts) {
      int order = agentRanks.get(shift.agent()) - agentRanks.size();
      events.add(new Event(shift.start(), Kind.AGENT_GAINS, order, shift));
      boolean goesOn = starts.contains(new Boundary(shift.agent(), shift.end()));
      if (shift.end() != Shift.NEVER && !goesOn) {
        events.add(new Event(shift.end(), Kind.SHIFT_END, order, shift));
      }
    }
  }

  /** Returns the account with the maximum of each agent's first shift. */
  private static SimulatedAccount opening(AccountPolicy account, List<Shift> shifts) {
    Map<String, Shift> first = new HashMap<>();
    for (Shift shift : shifts) {
      first.merge(shift.agent(), shift, (one, other) -> other.start() < one.start() ? other : one);
    }
    SimulatedAccount opening = SimulatedAccount.of(account);
    for (Shift shift : first.values()) {
      opening = opening.withMaximum(shift.agent(), maximum(account, shift));
    }
    return opening;
  }

  private static int maximum(AccountPolicy account, Shift shift) {
    return shift.maxConversations().orElse(account.agents().get(shift.agent()).maxConversations());
  }

  private record Boundary(String agent, long at) {}

  /**
   * Routes a trace to its end.
   *
   * @param arrivals the arrivals in the order of time, with unique ids and with skills of the
   *     account
   * @param shifts the shifts of agents of the account; those of one agent do not overlap
   * @param until the end of the simulation, in nanoseconds; empty: until nothing more can happen
   * @param progress the receiver, from time to time, of the number of arrivals so far
   * @param explain ids of conversations; each decision about them is explained
   */
  public static SimulationResult run(
      AccountPolicy account,
      List<Arrival> arrivals,
      List<Shift> shifts,
      OptionalLong until,
      LongConsumer progress,
      Set<String> explain) {
    Simulation simulation = new Simulation(account, arrivals, shifts, until, progress, explain);
    simulation.run();
    return simulation.result(shifts);
  }

  private void run() {
    for (Event next = next(); next != null; next = next()) {
      now = next.at();
      process(next);
    }
  }

  private Event next() {
    Event next = events.peek();
    if (arrived < arrivals.size()) {
      Event arrival = new Event(arrivals.get(arrived).arrival(), Kind.ARRIVAL, arrived, null);
      next = next == null || arrival.compareTo(next) < 0 ? arrival : next;
    }
    OptionalLong timer = router.nextTimer();
    if (timer.isPresent()) {
      Event tick = new Event(timer.getAsLong(), Kind.TIMER, 0, null);
      next = next == null || tick.compareTo(next) < 0 ? tick : next;
    }
    return next == null || next.at() > until ? null : next;
  }

  private void process(Event event) {
    switch (event.kind()) {
      case AGENT_GAINS -> {
        events.remove();
        if (event.shift() != null) {
          startShift(event.shift());
        } else {
          close(event.order(), Party.AGENT);
        }
      }
      case ARRIVAL -> arrive(arrived++);
      case TIMER -> router.tick();
      case ABANDONMENT -> {
        events.remove();
        abandon(event.order());
      }
      case SHIFT_END -> {
        events.remove();
        setPresence(event.shift().agent(), Presence.OFFLINE);
      }
    }
    recordWaiting();
  }

  private void startShift(Shift shift) {
    SimulatedAccount changed = simulated.withMaximum(shift.agent(), maximum(account, shift));
    if (changed.policy().revision() != simulated.policy().revision()) {
      simulated = changed;
      router.configure(changed.policy(), now);
    }
    setPresence(shift.agent(), Presence.ONLINE);
  }

  private void setPresence(String agent, Presence presence) {
    router.ask(Address.agent(agent), new AgentMessage.SetPresence(presence, Optional.empty()), now);
  }

  private void arrive(int index) {
    Arrival arrival = arrivals.get(index);
    Journey journey = new Journey(arrival);
    journeys[index] = journey;
    Inquiry inquiry =
        Inquiry.requested(
            arrival.id(),
            arrival.consumer(),
            arrival.skill(),
            Optional.empty(),
            arrival.attributes(),
            arrival.urgent());
    ask(index, new ConversationMessage.Start(inquiry));
    if (journey.waits() && arrival.patience().isPresent()) {
      long leaves = now + arrival.patience().getAsLong();
      events.add(new Event(leaves, Kind.ABANDONMENT, index, null));
    }
    if (index % PROGRESS_EVERY == 0) {
      progress.accept(index);
    }
  }

  private void abandon(int index) {
    Journey journey = journeys[index];
    if (journey.waits()) {
      journey.left = now;
      close(index, Party.CONSUMER);
    }
  }

  private void close(int index, Party by) {
    ask(index, new ConversationMessage.Close(by));
  }

  private void ask(int index, ConversationMessage message) {
    router.ask(Address.conversation(arrivals.get(index).id()), message, now);
  }

  // --- results ---

  private void decided(Address at, Object cause, List<?> decided, List<Envelope> envelopes) {
    if (at.kind() == Address.Kind.CONVERSATION) {
      for (Object event : decided) {
        CONSEQUENCES.apply(new Happening(this, indexes.get(at.id())), (ConversationEvent) event);
      }
    }
  }

  private void enter(int index, String skill) {
    journeys[index].skill = skill;
    entered.add(index);
  }

  private void assign(int index, ConversationEvent.Assigned assigned) {
    Journey journey = journeys[index];
    decisions++;
    journey.agent = assigned.agent();
    journey.start = now;
    long end = now + journey.arrival.handling();
    events.add(new Event(end, Kind.AGENT_GAINS, index, null));
    String id = journey.arrival.id();
    if (explain.contains(id)) {
      assigned.reasons().ifPresent(reasons -> explanations.add(new Explained(id, now, reasons)));
    }
  }

  /** Records conversations that entered a queue at this instant and wait after all events. */
  private void recordWaiting() {
    for (int index : entered) {
      if (journeys[index].waits()) {
        decisions++;
        explainWaiting(index);
      }
    }
    entered.clear();
  }

  private void explainWaiting(int index) {
    String id = arrivals.get(index).id();
    if (explain.contains(id)) {
      router
          .ask(Address.queue(journeys[index].skill), new QueueMessage.Explain(id), now)
          .map(Reply.ExplanationReply.class::cast)
          .ifPresent(reasons -> explanations.add(new Explained(id, now, reasons.explanation())));
    }
  }

  private SimulationResult result(List<Shift> shifts) {
    long ended = until == Long.MAX_VALUE ? now : until;
    List<ArrivalOutcome> outcomes = new ArrayList<>(arrived);
    for (int i = 0; i < arrived; i++) {
      outcomes.add(journeys[i].outcome(account, ended));
    }
    return new SimulationResult(
        outcomes,
        use(shifts, ended),
        ledgers(),
        explanations,
        decisions,
        router.messages(),
        router.events(),
        ended);
  }

  private Map<String, Ledger> ledgers() {
    Map<String, Ledger> ledgers = new LinkedHashMap<>();
    for (String skill : account.skills().keySet()) {
      router
          .ask(Address.queue(skill), new QueueMessage.DescribeDistribution(), now)
          .map(Reply.Distribution.class::cast)
          .flatMap(Reply.Distribution::ledger)
          .ifPresent(ledger -> ledgers.put(skill, ledger));
    }
    return ledgers;
  }

  private Map<String, AgentUse> use(List<Shift> shifts, long ended) {
    Map<String, AgentUse> use = new LinkedHashMap<>();
    for (Shift shift : shifts) {
      long time = Math.max(0, Math.min(shift.end(), ended) - shift.start());
      AgentUse room = new AgentUse((double) time * maximum(account, shift), 0);
      use.merge(shift.agent(), room, AgentUse::plus);
    }
    for (int i = 0; i < arrived; i++) {
      Journey journey = journeys[i];
      if (journey.agent != null) {
        long busy = Math.min(journey.arrival.handling(), ended - journey.start);
        use.merge(journey.agent, new AgentUse(0, busy), AgentUse::plus);
      }
    }
    return use;
  }
}
