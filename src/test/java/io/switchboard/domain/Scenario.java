package io.switchboard.domain;

import static io.switchboard.domain.Centre.conversation;
import static io.switchboard.domain.Centre.time;

import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.agent.AgentState;
import io.switchboard.domain.agent.AgentView;
import io.switchboard.domain.agent.Presence;
import io.switchboard.domain.distribution.Ledger;
import io.switchboard.domain.queue.SkillQueue;
import io.switchboard.domain.queue.WaitingConversation;
import io.switchboard.domain.queue.WaitingLine;
import io.switchboard.domain.routing.Explanation;
import io.switchboard.domain.routing.Placement;
import io.switchboard.domain.routing.Router;
import io.switchboard.domain.routing.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * What happens in a contact centre, told in the order in which it happens, and what came of it.
 * Time stands still until {@link #at} moves it, and everything that is due by then happens first.
 */
public final class Scenario {

  /** Who has a conversation that waits or has ended. */
  public static final String NOBODY = "nobody";

  private final Router router;
  private final List<Placement> placements = new ArrayList<>();
  private final Map<String, WaitingConversation> lastSeen = new HashMap<>();
  private final Map<String, String> skillOf = new HashMap<>();
  private final Map<String, Explanation> reasons = new HashMap<>();
  private long now;

  private final Router.Observer witness =
      new Router.Observer() {
        @Override
        public void placing(SkillQueue queue, Placement placement) {
          reasons.put(placement.conversation().id(), router.explain(placement, now));
        }

        @Override
        public void placed(Placement placement) {
          placements.add(placement);
          waiting(placement.conversation(), placement.skill());
        }

        @Override
        public void waiting(WaitingConversation conversation, String skill) {
          lastSeen.put(conversation.id(), conversation);
          skillOf.put(conversation.id(), skill);
        }
      };

  private Scenario(AccountPolicy account) {
    router = new Router(account, witness);
  }

  /** A contact centre at the moment when it opens: nobody is logged in yet, and nothing waits. */
  public static Scenario given(Part... parts) {
    return new Scenario(Centre.account(parts));
  }

  // --- what happens ---

  /** Time goes on until then, counted from the opening. */
  public Scenario at(String moment) {
    long until = time(moment).toNanos();
    OptionalLong timer = router.nextTimer();
    while (timer.isPresent() && timer.getAsLong() <= until) {
      now = Math.max(now, timer.getAsLong());
      router.tick(now);
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

  private Scenario present(Presence presence, String... agents) {
    Stream.of(agents).forEach(agent -> router.present(agent, presence, now));
    return this;
  }

  public Scenario limit(String agent, int maxConversations) {
    router.limit(agent, maxConversations, now);
    return this;
  }

  /** Anonymous conversations for a skill arrive, one after the other. */
  public Scenario arrive(String skill, String... conversations) {
    Stream.of(conversations).forEach(id -> arrive(conversation(id).forSkill(skill)));
    return this;
  }

  public Scenario arrive(ConversationDraft conversation) {
    router.start(conversation.inquiry(), now);
    return this;
  }

  /** What is known of a conversation that waits changes to this. */
  public Scenario revise(ConversationDraft conversation) {
    router.revise(conversation.inquiry(), now);
    return this;
  }

  /** Conversations end: an agent closes them, or the consumer leaves. */
  public Scenario close(String... conversations) {
    Stream.of(conversations).forEach(id -> router.close(id, now));
    return this;
  }

  public Scenario returnToQueue(String conversation) {
    router.returnToQueue(conversation, now);
    return this;
  }

  public Scenario transferToSkill(String conversation, String skill) {
    router.transferToSkill(conversation, skill, now);
    return this;
  }

  public Scenario transferToAgent(String conversation, String agent) {
    router.transferToAgent(conversation, agent, now);
    return this;
  }

  /** Whether the agent had room for it. */
  public boolean takeOver(String conversation, String agent) {
    return router.takeOver(conversation, agent, now);
  }

  public Scenario consumerWrites(String... conversations) {
    Stream.of(conversations).forEach(id -> router.consumerWrote(id, now));
    return this;
  }

  public Scenario agentWrites(String... conversations) {
    Stream.of(conversations).forEach(id -> router.agentWrote(id, now));
    return this;
  }

  // --- what came of it ---

  /** The agent who has it, or {@link #NOBODY}. */
  public String holderOf(String conversation) {
    return router.holderOf(conversation).orElse(NOBODY);
  }

  public List<String> holdersOf(String... conversations) {
    return Stream.of(conversations).map(this::holderOf).toList();
  }

  /** What the agent has, in the order in which it came. */
  public List<String> conversationsOf(String agent) {
    return List.copyOf(state(agent).conversations());
  }

  public Presence presenceOf(String agent) {
    return state(agent).presence();
  }

  /** What the queues know of the agent now. */
  public AgentView viewOf(String agent) {
    return state(agent).view(now);
  }

  private AgentState state(String agent) {
    return router.agent(agent).orElseThrow();
  }

  /** Every placement so far: {@code c1 to ann}. */
  public List<String> placements() {
    return placements.stream()
        .map(placement -> placement.conversation().id() + " to " + placement.agent())
        .toList();
  }

  /** The skill in whose queue it waits, or waited last. */
  public String skillOf(String conversation) {
    return skillOf.get(conversation);
  }

  /** Who waits for a skill, in order. */
  public List<String> line(String skill) {
    WaitingLine line = lineOf(skill);
    return line.page(Optional.empty(), line.size()).stream().map(WaitingConversation::id).toList();
  }

  /** Its place in the line in which it waits, from 1. */
  public int position(String conversation) {
    return lineOf(skillOf(conversation)).position(conversation);
  }

  /** Its key, counted from the opening: as it waits, or as it was when it was placed. */
  public Duration dueAt(String conversation) {
    return Duration.ofNanos(seen(conversation).dueAt());
  }

  /** The group that it was allotted to. */
  public String groupOf(String conversation) {
    return seen(conversation).group().orElseThrow();
  }

  /** Why it waits, or why it was placed as it last was. */
  public Explanation explanationOf(String conversation) {
    return router.explain(conversation, now).orElseGet(() -> reasons.get(conversation));
  }

  /** Why this agent got it, or did not. */
  public Verdict verdict(String conversation, String agent) {
    return explanationOf(conversation).candidates().stream()
        .filter(candidate -> candidate.agent().equals(agent))
        .findFirst()
        .orElseThrow()
        .verdict();
  }

  /** The groups that these were allotted to. */
  public List<String> groupsOf(String... conversations) {
    return Stream.of(conversations).map(this::groupOf).toList();
  }

  private WaitingConversation seen(String conversation) {
    return lineOf(skillOf(conversation))
        .find(conversation)
        .orElseGet(() -> lastSeen.get(conversation));
  }

  private WaitingLine lineOf(String skill) {
    return router.queues().get(skill).line();
  }

  /** A group's account in the ledger of a skill. */
  public Ledger.Entry ledger(String skill, String group) {
    return router.queues().get(skill).ledger().orElseThrow().groups().stream()
        .filter(entry -> entry.group().equals(group))
        .findFirst()
        .orElseThrow();
  }
}
