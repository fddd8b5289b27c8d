package io.switchboard.domain;

import static io.switchboard.domain.Centre.conversation;
import static io.switchboard.domain.Centre.time;

import io.switchboard.domain.account.DynamicWeights;
import io.switchboard.domain.account.Inquiry;
import io.switchboard.domain.conversation.ConversationEvent.Assigned;
import io.switchboard.domain.conversation.ConversationEvent.Requeued;
import io.switchboard.domain.conversation.ConversationEvent.Started;
import io.switchboard.domain.conversation.ConversationState;
import io.switchboard.domain.conversation.ConversationState.Assignment;
import io.switchboard.domain.distribution.Ledger;
import io.switchboard.domain.protocol.Address;
import io.switchboard.domain.protocol.AgentMessage;
import io.switchboard.domain.protocol.ConversationMessage;
import io.switchboard.domain.protocol.Envelope;
import io.switchboard.domain.protocol.Message;
import io.switchboard.domain.protocol.Party;
import io.switchboard.domain.protocol.QueueMessage;
import io.switchboard.domain.protocol.Reply;
import io.switchboard.domain.queue.QueueEvent.Entered;
import io.switchboard.domain.queue.QueueEvent.Updated;
import io.switchboard.domain.routing.Explanation;
import io.switchboard.domain.routing.Presence;
import io.switchboard.domain.routing.Verdict;
import io.switchboard.domain.routing.WaitingConversation;
import io.switchboard.simulation.LocalRouter;
import io.switchboard.simulation.SimulatedAccount;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * A scripted contact centre in virtual time. Time stands still until {@link #at} advances it, and
 * all that is due by then happens first.
 */
public final class Scenario {

  /** The agent of a waiting or closed conversation. */
  public static final String NOBODY = "nobody";

  private static final int LONGEST_LINE = 1_000;

  private final LocalRouter router;
  private final List<String> placements = new ArrayList<>();
  private final Map<String, WaitingConversation> lastSeen = new HashMap<>();
  private final Map<String, String> skillOf = new HashMap<>();
  private final Map<String, Explanation> reasons = new HashMap<>();
  private SimulatedAccount account;
  private long now;

  private Scenario(SimulatedAccount account) {
    this.account = account;
    router = new LocalRouter(account.policy(), now, this::decided);
  }

  /** A contact centre at its opening: no agent is online and no conversation waits. */
  public static Scenario given(Part... parts) {
    return new Scenario(SimulatedAccount.of(Centre.account(parts)));
  }

  // --- what happens ---

  /** Advances time to this moment, counted from the opening. */
  public Scenario at(String moment) {
    long until = time(moment).toNanos();
    OptionalLong timer = router.nextTimer();
    while (timer.isPresent() && timer.getAsLong() <= until) {
      router.tick();
      timer = router.nextTimer();
    }
    now = until;
    return this;
  }

  public Scenario online(String... agents) {
    return present(Presence.ONLINE, agents);
  }

  public Scenario backSoon(String... agents) {
    return present(Presence.BACK_SOON, agents);
  }

  public Scenario away(String... agents) {
    return present(Presence.AWAY, agents);
  }

  public Scenario offline(String... agents) {
    return present(Presence.OFFLINE, agents);
  }

  /** A presence of a disabled agent is refused, and the agent stays offline. */
  private Scenario present(Presence presence, String... agents) {
    for (String agent : agents) {
      ask(Address.agent(agent), new AgentMessage.SetPresence(presence, Optional.empty()));
    }
    return this;
  }

  public Scenario limit(String agent, int maxConversations) {
    account = account.withMaximum(agent, maxConversations);
    router.configure(account.policy(), now);
    return this;
  }

  /** Anonymous conversations for a skill arrive in this order. */
  public Scenario arrive(String skill, String... conversations) {
    Stream.of(conversations).forEach(id -> arrive(conversation(id).forSkill(skill)));
    return this;
  }

  public Scenario arrive(ConversationDraft conversation) {
    Inquiry inquiry = conversation.inquiry();
    return demand(inquiry.id(), new ConversationMessage.Start(inquiry));
  }

  /** Replaces the attributes of a waiting conversation. */
  public Scenario revise(ConversationDraft conversation) {
    Inquiry facts = conversation.inquiry();
    return demand(
        facts.id(),
        new ConversationMessage.Revise(
            Optional.of(facts.urgent()),
            Optional.of(facts.attributes()),
            Optional.of(facts.priorityCredit())));
  }

  /** Closes conversations: by the agent, or by the consumer while they wait. */
  public Scenario close(String... conversations) {
    for (String id : conversations) {
      ask(Address.conversation(id), new ConversationMessage.Close(Party.AGENT));
    }
    return this;
  }

  public Scenario returnToQueue(String conversation) {
    return demand(conversation, new ConversationMessage.Return(holderOf(conversation)));
  }

  public Scenario transferToSkill(String conversation, String skill) {
    Optional<String> by = Optional.of(holderOf(conversation));
    return demand(conversation, new ConversationMessage.TransferToSkill(by, skill));
  }

  public Scenario transferToAgent(String conversation, String agent) {
    Optional<String> by = Optional.of(holderOf(conversation));
    return demand(conversation, new ConversationMessage.TransferToAgent(by, agent));
  }

  /** A takeover; returns whether the agent had capacity. */
  public boolean takeOver(String conversation, String agent) {
    Reply reply = ask(Address.conversation(conversation), new ConversationMessage.TakeOver(agent));
    return !(reply instanceof Reply.Refused);
  }

  public Scenario consumerWrites(String... conversations) {
    return write(Party.CONSUMER, conversations);
  }

  public Scenario agentWrites(String... conversations) {
    return write(Party.AGENT, conversations);
  }

  private Scenario write(Party party, String... conversations) {
    Stream.of(conversations).forEach(id -> demand(id, new ConversationMessage.NoteMessage(party)));
    return this;
  }

  private Scenario demand(String conversation, ConversationMessage message) {
    demand(Address.conversation(conversation), message);
    return this;
  }

  private void demand(Address to, Message message) {
    if (ask(to, message) instanceof Reply.Refused refused) {
      throw new IllegalArgumentException(refused.detail());
    }
  }

  private Reply ask(Address to, Message message) {
    return router.ask(to, message, now).orElseThrow();
  }

  // --- what entities decide meanwhile ---

  private void decided(Address at, Object cause, List<?> events, List<Envelope> sends) {
    events.forEach(event -> happened(at.id(), event));
  }

  private void happened(String entity, Object event) {
    if (event instanceof Started started) {
      skillOf.put(entity, started.skill());
    } else if (event instanceof Requeued moved) {
      skillOf.put(entity, moved.skill());
    } else if (event instanceof Assigned assigned) {
      placements.add(entity + " to " + assigned.agent());
      reasons.put(entity, assigned.reasons().orElseThrow());
      lastSeen.computeIfPresent(entity, (id, waiting) -> waiting.with(assigned.eligibility()));
    } else if (event instanceof Entered entered) {
      lastSeen.put(entered.conversation().id(), entered.conversation());
    } else if (event instanceof Updated updated) {
      lastSeen.put(updated.conversation().id(), updated.conversation());
    }
  }

  // --- what came of it ---

  /** The assigned agent, or {@link #NOBODY}. */
  public String holderOf(String conversation) {
    return router
        .conversation(conversation)
        .flatMap(machine -> machine.state())
        .filter(ConversationState.Assigned.class::isInstance)
        .flatMap(ConversationState::lastAssignment)
        .map(Assignment::agent)
        .orElse(NOBODY);
  }

  public List<String> holdersOf(String... conversations) {
    return Stream.of(conversations).map(this::holderOf).toList();
  }

  /** The assigned conversations of an agent, in the order of assignment. */
  public List<String> conversationsOf(String agent) {
    return describe(agent).assigned().stream()
        .map(Reply.AssignedConversation::conversation)
        .toList();
  }

  public Presence presenceOf(String agent) {
    return describe(agent).presence();
  }

  /** The load of an agent, in thousandths of a conversation. */
  public long loadOf(String agent) {
    Reply.AgentStatus described = describe(agent);
    return Math.round(described.load() * described.maxConversations() * DynamicWeights.ONE);
  }

  private Reply.AgentStatus describe(String agent) {
    return (Reply.AgentStatus) ask(Address.agent(agent), new AgentMessage.Describe());
  }

  /** All placements so far, such as {@code c1 to ann}, without takeovers. */
  public List<String> placements() {
    return List.copyOf(placements);
  }

  /** The skill of its present or last queue. */
  public String skillOf(String conversation) {
    return skillOf.get(conversation);
  }

  /** The conversations in the queue of a skill, in order. */
  public List<String> line(String skill) {
    return entries(skill).stream().map(Reply.QueuePlace::conversation).toList();
  }

  private List<Reply.QueuePlace> entries(String skill) {
    QueueMessage all = new QueueMessage.Describe(Optional.empty(), LONGEST_LINE);
    return ((Reply.Queue) ask(Address.queue(skill), all)).entries();
  }

  private Optional<Reply.QueuePlace> entry(String conversation) {
    return entries(skillOf(conversation)).stream()
        .filter(entry -> entry.conversation().equals(conversation))
        .findFirst();
  }

  /** Its position in its queue, from 1. */
  public int position(String conversation) {
    return entry(conversation).orElseThrow().position();
  }

  /** Its present due time, or that of its last placement, counted from the opening. */
  public Duration dueAt(String conversation) {
    return Duration.ofNanos(
        entry(conversation)
            .map(Reply.QueuePlace::dueAt)
            .orElseGet(() -> lastSeen.get(conversation).dueAt()));
  }

  /** The group of its allotment. */
  public String groupOf(String conversation) {
    return lastSeen.get(conversation).group().orElseThrow();
  }

  /** The groups of their allotments. */
  public List<String> groupsOf(String... conversations) {
    return Stream.of(conversations).map(this::groupOf).toList();
  }

  /** The explanation of its wait or of its last placement. */
  public Explanation explanationOf(String conversation) {
    Address queue = Address.queue(skillOf(conversation));
    return ask(queue, new QueueMessage.Explain(conversation)) instanceof Reply.ExplanationReply why
        ? why.explanation()
        : reasons.get(conversation);
  }

  /** The verdict about an agent in the explanation. */
  public Verdict verdict(String conversation, String agent) {
    return explanationOf(conversation).candidates().stream()
        .filter(candidate -> candidate.agent().equals(agent))
        .findFirst()
        .orElseThrow()
        .verdict();
  }

  /** The totals of a group in the ledger of a skill. */
  public Ledger.GroupTotals ledger(String skill, String group) {
    Reply.Distribution reply =
        (Reply.Distribution) ask(Address.queue(skill), new QueueMessage.DescribeDistribution());
    return reply.ledger().orElseThrow().groups().stream()
        .filter(entry -> entry.group().equals(group))
        .findFirst()
        .orElseThrow();
  }
}
