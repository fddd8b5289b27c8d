package io.switchboard.bench;

import static io.switchboard.domain.Centre.agent;
import static io.switchboard.domain.Centre.responseTimes;

import io.switchboard.Records;
import io.switchboard.domain.Centre;
import io.switchboard.domain.Part;
import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.account.Inquiry;
import io.switchboard.domain.conversation.ConversationEvent;
import io.switchboard.domain.protocol.Address;
import io.switchboard.domain.protocol.AgentMessage;
import io.switchboard.domain.protocol.ConversationMessage;
import io.switchboard.domain.protocol.Envelope;
import io.switchboard.domain.protocol.Party;
import io.switchboard.domain.routing.Presence;
import io.switchboard.simulation.LocalRouter;
import io.switchboard.simulation.SimulatedAccount;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * A contact centre of a given size. Half of the agents are busy: they have one conversation each,
 * and the given number of conversations waits for their ten skills. The other half is free: their
 * ten other skills have no waiting conversations.
 */
@State(Scope.Thread)
public class CentreState {
  /** The number of conversations that agents take before as many arrive. */
  static final int BATCH = 250;

  private static final int SKILLS_PER_AGENT = 10;
  private static final long NANOS_BETWEEN_ARRIVALS = 1_000_000;

  @Param({"1000", "1000000"})
  public int waiting;

  @Param({"100", "10000"})
  public int agents;

  private final SplittableRandom random = new SplittableRandom(1);
  private final List<String> heldByBusy = new ArrayList<>();
  private LocalRouter router;
  private String lastPlaced;
  private long now;
  private long started;
  private int turn;
  private int taken;

  @Setup(Level.Trial)
  public void open() {
    SimulatedAccount account = SimulatedAccount.of(account());
    router = new LocalRouter(account.policy(), now, this::decided);
    for (int i = 0; i < agents; i++) {
      AgentMessage online = new AgentMessage.SetPresence(Presence.ONLINE, Optional.empty());
      router.ask(Address.agent("agent-" + i), online, ++now);
    }
    for (int i = 0; i < agents / 2; i++) {
      start("busy-");
      heldByBusy.add(lastPlaced);
    }
    for (int i = 0; i < waiting; i++) {
      start("busy-");
    }
  }

  /** A conversation arrives for a skill with a free agent, and is closed. */
  public Object arrivalPlaced() {
    start("calm-");
    close(lastPlaced);
    return lastPlaced;
  }

  /** Lets conversations arrive until the size is reached. */
  @Setup(Level.Iteration)
  public void refill() {
    while (taken > 0) {
      start("busy-");
      taken--;
    }
  }

  /** An agent closes a conversation and gets the most urgent of ten queues. */
  public Object capacityGained() {
    turn = (turn + 1) % heldByBusy.size();
    close(heldByBusy.get(turn));
    heldByBusy.set(turn, lastPlaced);
    taken++;
    return lastPlaced;
  }

  private void decided(Address at, Object cause, List<?> events, List<Envelope> sends) {
    if (events.stream().anyMatch(ConversationEvent.Assigned.class::isInstance)) {
      lastPlaced = at.id();
    }
  }

  private void close(String conversation) {
    router.ask(Address.conversation(conversation), new ConversationMessage.Close(Party.AGENT), now);
  }

  private void start(String kind) {
    now += NANOS_BETWEEN_ARRIVALS;
    String skill = kind + random.nextInt(SKILLS_PER_AGENT);
    String id = "conversation-" + started++;
    Inquiry inquiry =
        Records.of(Inquiry.class, "id", id, "skill", skill, "urgent", random.nextInt(10) == 0);
    router.ask(Address.conversation(id), new ConversationMessage.Start(inquiry), now);
  }

  private AccountPolicy account() {
    Stream<Part> team =
        IntStream.range(0, agents)
            .mapToObj(i -> agent("agent-" + i, skills(i < agents / 2 ? "busy-" : "calm-")));
    Stream<Part> settings = Stream.of(responseTimes("2m", "2m", "20s"));
    return Centre.account(Stream.concat(settings, team).toArray(Part[]::new));
  }

  private static String[] skills(String kind) {
    return IntStream.range(0, SKILLS_PER_AGENT).mapToObj(i -> kind + i).toArray(String[]::new);
  }
}
