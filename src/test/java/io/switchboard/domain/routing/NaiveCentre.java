package io.switchboard.domain.routing;

import io.switchboard.domain.account.Account;
import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.account.AgentPreference;
import io.switchboard.domain.account.CapacityMode;
import io.switchboard.domain.account.DistributionMode;
import io.switchboard.domain.account.DynamicWeights;
import io.switchboard.domain.account.GroupShare;
import io.switchboard.domain.account.Inquiry;
import io.switchboard.domain.account.SkillPolicy;
import io.switchboard.domain.account.SkillRule;
import io.switchboard.domain.account.SkillWithoutAgents;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Second implementation of the routing rules, sections 2 to 5, straight from their text, by
 * iteration over everything. It shares only the configuration with the router.
 */
final class NaiveCentre {

  static final Comparator<Chat> URGENCY =
      Comparator.<Chat>comparingLong(chat -> chat.dueAt)
          .thenComparingLong(chat -> chat.startedAt)
          .thenComparing(Chat::id);

  final AccountPolicy account;

  /** Conversations that have started and are not closed. */
  final Map<String, Chat> chats = new LinkedHashMap<>();

  final Map<String, Desk> desks = new LinkedHashMap<>();
  private final Map<String, Set<Desk>> serving = new HashMap<>();
  final Map<String, List<String>> agentsOfConsumer = new HashMap<>();
  final Map<String, Integer> begun = new HashMap<>();
  long now;

  NaiveCentre(AccountPolicy account) {
    this.account = account;
    account.agents().forEach((id, agent) -> desks.put(id, new Desk(agent)));
    for (String skill : account.skills().keySet()) {
      serving.put(skill, new LinkedHashSet<>());
      desks.values().stream()
          .filter(desk -> mayServe(desk, skill))
          .forEach(serving.get(skill)::add);
    }
  }

  SkillPolicy skill(String id) {
    return account.skills().get(id);
  }

  // --- section 2 ---

  String skillFor(Inquiry inquiry) {
    Optional<String> mapped =
        account.skillRules().stream()
            .filter(rule -> rule.when().matches(inquiry, null))
            .map(SkillRule::skill)
            .findFirst();
    return inquiry.skill().or(() -> mapped).or(account::defaultSkill).orElse(Account.UNASSIGNED);
  }

  /** The queue that a conversation enters. */
  String queueFor(String wanted, boolean assignedBefore) {
    String skill = wanted;
    while (nobodyHas(skill)
        && account.skillWithoutAgents() == SkillWithoutAgents.FALLBACK
        && skill(skill).fallbackSkill().isPresent()) {
      skill = skill(skill).fallbackSkill().get();
    }
    if (nobodyHas(skill) && account.skillWithoutAgents() == SkillWithoutAgents.UNASSIGNED) {
      skill = Account.UNASSIGNED;
    }
    return assignedBefore ? skill : fallbackOf(skill).orElse(skill);
  }

  private boolean nobodyHas(String skill) {
    return !skill.equals(Account.UNASSIGNED) && serving(skill).isEmpty();
  }

  /** The fallback skill for conversations of a skill without online agents. */
  Optional<String> fallbackOf(String skill) {
    boolean isAbsent =
        serving(skill).stream()
            .allMatch(
                desk ->
                    skill(skill).fallbackWhenAllAway()
                        ? !desk.isOnline()
                        : desk.presence == Presence.OFFLINE);
    boolean remains = nobodyHas(skill) && account.skillWithoutAgents() == SkillWithoutAgents.REMAIN;
    if (!isAbsent || remains) {
      return Optional.empty();
    }
    return Stream.iterate(
            skill(skill).fallbackSkill(),
            Optional::isPresent,
            next -> skill(next.get()).fallbackSkill())
        .flatMap(Optional::stream)
        .filter(next -> serving(next).stream().anyMatch(Desk::isOnline))
        .findFirst();
  }

  // --- section 3 ---

  /** The agents that serve a skill. */
  Set<Desk> serving(String skill) {
    return serving.get(skill);
  }

  private boolean mayServe(Desk desk, String skill) {
    return desk.agent.skills().contains(skill)
        && (skill(skill).distribution().isEmpty()
            || desk.agent.group().filter(groupsOf(skill)::contains).isPresent());
  }

  List<String> groupsOf(String skill) {
    return skill(skill)
        .distribution()
        .map(
            plan ->
                Stream.concat(plan.primary().stream(), plan.secondary().stream())
                    .map(GroupShare::group)
                    .toList())
        .orElse(List.of());
  }

  boolean mayTake(Desk desk, Chat chat) {
    return desk.isOnline()
        && isOpenTo(desk, chat)
        && serving(chat.skill).contains(desk)
        && hasRoom(desk, chat.skill)
        && !isExcluded(desk, chat);
  }

  boolean hasRoom(Desk desk, String skill) {
    return hasRoom(desk, skill, desk.hands.size(), load(desk));
  }

  private boolean couldTakeOne(Desk desk, String skill) {
    return desk.maximum > 0 && hasRoom(desk, skill, 0, 0);
  }

  private boolean hasRoom(Desk desk, String skill, int conversations, long load) {
    if (account.capacityMode() == CapacityMode.MAX_CONCURRENT) {
      return conversations < desk.maximum;
    }
    DynamicWeights weights = skill(skill).weights();
    return desk.maximum > 0
        && load + weights.activeWeight() <= 1_000L * desk.maximum + weights.overdraft();
  }

  long load(Desk desk) {
    return desk.hands.stream().mapToLong(this::weight).sum();
  }

  private long weight(Chat chat) {
    DynamicWeights weights = skill(chat.heldAs).weights();
    boolean isActive =
        chat.consumerWroteLast
            || (!chat.answeredLate && now - chat.agentWroteAt < weights.inactiveAfter());
    return isActive ? weights.activeWeight() : weights.inactiveWeight();
  }

  boolean isOpenTo(Desk desk, Chat chat) {
    if (chat.onlyAgent != null) {
      return chat.onlyAgent.equals(desk.id());
    }
    return skill(chat.skill).distribution().isEmpty()
        || chat.opened
        || chat.group.equals(desk.agent.group());
  }

  boolean isExcluded(Desk desk, Chat chat) {
    return chat.onlyAgent == null
        && chat.refusers.contains(desk.id())
        && willing(chat).findAny().isPresent()
        && (now < chat.dueAt || willing(chat).anyMatch(other -> hasRoom(other, chat.skill)));
  }

  /** Online agents who would be eligible without other conversations, and have not refused it. */
  Stream<Desk> willing(Chat chat) {
    return serving(chat.skill).stream()
        .filter(Desk::isOnline)
        .filter(desk -> couldTakeOne(desk, chat.skill))
        .filter(desk -> isOpenTo(desk, chat))
        .filter(desk -> !chat.refusers.contains(desk.id()));
  }

  /** Negative if the first agent is preferred for a conversation, never zero. */
  int preference(Desk one, Desk other, Chat chat) {
    for (AgentPreference preference : account.preferences()) {
      int difference =
          switch (preference) {
            case HISTORY -> Integer.compare(recency(one, chat), recency(other, chat));
            case UTILIZATION -> utilisation(one, other);
            case LONGEST_IDLE -> Long.compare(one.idleSince, other.idleSince);
            case FEWEST_SKILLS ->
                Integer.compare(one.agent.skills().size(), other.agent.skills().size());
          };
      if (difference != 0) {
        return difference;
      }
    }
    return one.id().compareTo(other.id());
  }

  private static int recency(Desk desk, Chat chat) {
    int recency = chat.previousAgents.indexOf(desk.id());
    return recency < 0 ? Integer.MAX_VALUE : recency;
  }

  private int utilisation(Desk one, Desk other) {
    if (account.capacityMode() == CapacityMode.MAX_CONCURRENT) {
      return Integer.compare(one.hands.size(), other.hands.size());
    }
    if (one.maximum == 0 || other.maximum == 0) {
      return Boolean.compare(one.maximum == 0, other.maximum == 0);
    }
    return Long.compare(load(one) * other.maximum, load(other) * one.maximum);
  }

  /** Whether the transfer of a conversation to an agent has expired. */
  boolean isTransferOver(Chat chat) {
    return chat.onlySince + skill(chat.skill).transferToAgentMaxWait() <= now;
  }

  // --- section 4 ---

  /** By the response time of the skill that it entered, regardless of later fallbacks. */
  long dueAt(Chat chat) {
    SkillPolicy skill = skill(chat.responseTimeSkill);
    Inquiry inquiry = chat.inquiry;
    long promised = inquiry.firstTime() ? skill.firstTimeResponseTime() : skill.responseTime();
    return chat.enteredAt
        + (inquiry.urgent() ? skill.urgentResponseTime() : promised)
        - account.credits().stream()
            .filter(credit -> credit.when().matches(inquiry, chat.responseTimeSkill))
            .mapToLong(credit -> credit.credit().toNanos())
            .sum();
  }

  List<Chat> waitingFor(String skill) {
    return waiting().filter(chat -> chat.skill.equals(skill)).sorted(URGENCY).toList();
  }

  Stream<Chat> waiting() {
    return chats.values().stream().filter(chat -> chat.place == Chat.Place.WAITING);
  }

  // --- section 5 ---

  boolean cascades(String skill) {
    return skill(skill)
        .distribution()
        .filter(plan -> plan.mode() == DistributionMode.CASCADE)
        .isPresent();
  }

  Stream<Desk> online(String skill, String group) {
    return serving(skill).stream()
        .filter(Desk::isOnline)
        .filter(desk -> desk.agent.group().filter(group::equals).isPresent());
  }

  boolean isAvailable(String skill, String group) {
    return online(skill, group).findAny().isPresent() && !isOverwhelmed(skill, group);
  }

  private boolean isOverwhelmed(String skill, String group) {
    long maxWait = skill(skill).maxWaitTime();
    boolean waitedTooLong =
        waitingFor(skill).stream()
            .filter(chat -> chat.group.filter(group::equals).isPresent())
            .filter(chat -> chat.onlyAgent == null)
            .anyMatch(chat -> now - chat.enteredAt >= maxWait);
    return online(skill, group).noneMatch(desk -> hasRoom(desk, skill))
        && (maxWait == 0 || waitedTooLong);
  }

  /** Whether a conversation overflows now; an overflow is never reversed. */
  boolean opensNow(Chat chat) {
    return cascades(chat.skill)
        && (now - chat.enteredAt >= skill(chat.skill).maxWaitTime()
            || online(chat.skill, chat.group.orElseThrow()).findAny().isEmpty());
  }

  // --- consumers ---

  /** Assigns it from its queue: the consumer waits for a reply from now on. */
  void hold(Chat chat, Desk desk) {
    handOver(chat, desk);
    chat.place = Chat.Place.HELD;
    chat.heldAs = chat.skill;
    chat.assignedBefore = true;
    chat.consumerWroteLast = true;
    chat.consumerWroteAt = now;
    chat.answeredLate = false;
  }

  /** Assigns it to another agent. The message times stay. */
  void handOver(Chat chat, Desk desk) {
    release(chat);
    desk.hands.add(chat);
    desk.idleSince = now;
    chat.holder = desk.id();
    remember(chat, desk);
  }

  /** Ends the assignment. */
  void release(Chat chat) {
    if (chat.holder != null) {
      desks.get(chat.holder).hands.remove(chat);
      chat.holder = null;
    }
  }

  private void remember(Chat chat, Desk desk) {
    chat.inquiry
        .consumer()
        .ifPresent(
            consumer -> {
              List<String> known = agentsOfConsumer.getOrDefault(consumer, List.of());
              agentsOfConsumer.put(consumer, withFirst(desk.id(), known));
              chat.previousAgents = withFirst(desk.id(), chat.previousAgents);
            });
  }

  private static List<String> withFirst(String agent, List<String> agents) {
    return Stream.concat(Stream.of(agent), agents.stream().filter(id -> !id.equals(agent)))
        .toList();
  }

  List<String> historyOf(Inquiry inquiry) {
    return inquiry.consumer().map(agentsOfConsumer::get).orElse(List.of());
  }
}
