package io.switchboard.domain.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.domain.account.DistributionMode;
import io.switchboard.domain.account.DistributionPlan;
import io.switchboard.domain.account.GroupShare;
import io.switchboard.domain.agent.AgentEvent;
import io.switchboard.domain.protocol.Address;
import io.switchboard.domain.protocol.AgentMessage;
import io.switchboard.domain.protocol.ConversationMessage.Claim;
import io.switchboard.domain.protocol.Envelope;
import io.switchboard.domain.protocol.QueueMessage;
import io.switchboard.domain.queue.QueueEvent;
import io.switchboard.domain.routing.Chat.Place;
import io.switchboard.simulation.LocalRouter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Checks each decision of the machines when it is made, by the naive centre. */
final class Watch implements LocalRouter.Observer {
  private final NaiveCentre centre;
  private final Map<String, ShareWatch> shares = new HashMap<>();
  private final List<String> trace = new ArrayList<>();
  private final Map<String, Integer> seen = new TreeMap<>();

  private final List<PassedOver> passedOver = new ArrayList<>();
  private int call = 1;

  /** Whether a timer is due that has not run yet: loads may be too high. */
  private boolean isTimerPending;

  /** A waiting conversation that the agent could have taken instead of another. */
  private record PassedOver(Chat other, String skill, Desk desk, Chat taken) {}

  Watch(NaiveCentre centre) {
    this.centre = centre;
    centre
        .account
        .skills()
        .values()
        .forEach(
            skill ->
                skill
                    .distribution()
                    .ifPresent(plan -> shares.put(skill.id(), new ShareWatch(plan))));
  }

  /** The decisions, as text. */
  List<String> trace() {
    return trace;
  }

  /** Counts of what happened. */
  Map<String, Integer> seen() {
    return seen;
  }

  void saw(String what) {
    seen.merge(what, 1, Integer::sum);
  }

  ShareWatch sharesOf(String skill) {
    return shares.get(skill);
  }

  @Override
  public void decided(Address at, Object cause, List<?> events, List<Envelope> sends) {
    for (Object event : events) {
      if (event instanceof QueueEvent.AllotmentRecorded counted) {
        shares.get(at.id()).leftBeforeItEntered(counted.allotment().group());
      } else if (event instanceof QueueEvent.Entered entered) {
        entered(entered.conversation(), at.id());
      } else if (event instanceof QueueEvent.Updated updated) {
        updated(updated.conversation());
      } else if (event instanceof AgentEvent.Reserved held && held.takeover().isEmpty()) {
        held(at.id(), held, occasion(held, sends));
      }
    }
    for (Envelope send : sends) {
      if (send instanceof Envelope.ToAgent to && to.message() instanceof AgentMessage.Offer offer) {
        centre.chats.get(offer.conversation()).offeredTo = to.agent();
      } else if (send instanceof Envelope.ToQueue to
          && to.message() instanceof QueueMessage.OfferReturned returned) {
        Optional.ofNullable(centre.chats.get(returned.conversation()))
            .filter(chat -> returned.agent().equals(chat.offeredTo))
            .ifPresent(chat -> chat.offeredTo = null);
      }
    }
  }

  private void entered(WaitingConversation conversation, String skill) {
    Chat chat = centre.chats.get(conversation.id());
    trace.add(chat.id() + " waits for " + skill + " " + conversation.group());
    if (chat.place == Place.WAITING) {
      fellBack(chat, skill);
    }
    settled(chat, skill, conversation.group());
    chat.place = Place.WAITING;
    chat.enteredInCall = call;
    chat.offeredTo = null;
  }

  /** It overflows only after its maximum wait, or without online agents of its group. */
  private void updated(WaitingConversation conversation) {
    Chat chat = centre.chats.get(conversation.id());
    if (chat.onlyAgent != null && !(conversation.access() instanceof Access.OnlyAgent)) {
      assertThat(centre.isTransferOver(chat)).as("transfer of %s is over", chat.id()).isTrue();
      saw("no longer for one agent only");
      chat.onlyAgent = null;
      chat.opened = chat.opened || (chat.group.isPresent() && centre.cascades(chat.skill));
      chat.openedInCall = call;
    }
    if (chat.group.isPresent() && !chat.opened && conversation.access().equals(Access.ANYONE)) {
      assertThat(centre.opensNow(chat)).as("%s opens", chat.id()).isTrue();
      saw("opened");
      chat.opened = true;
      chat.openedInCall = call;
    }
  }

  private void fellBack(Chat chat, String skill) {
    saw("fell back while waiting");
    assertThat(chat.assignedBefore).as("fallback of %s after an agent had it", chat.id()).isFalse();
    assertFallsBackTo(skill, chat);
    chat.group = Optional.empty();
    chat.opened = false;
    chat.skill = skill;
  }

  /**
   * It goes to the first skill of the chain with an online agent. When one agent comes online for
   * several of them, a queue may receive the report of a later one first.
   */
  private void assertFallsBackTo(String skill, Chat chat) {
    Optional<String> expected = centre.fallbackOf(chat.skill);
    boolean hasJustCome =
        expected.isPresent()
            && centre.serving(skill).stream().anyMatch(Desk::isOnline)
            && isInMotion(expected.get());
    if (!hasJustCome) {
      assertThat(expected).as("fallback of %s", chat.id()).contains(skill);
    }
  }

  /** A conversation under way is in a queue; groups are checked at its allotment. */
  private void settled(Chat chat, String skill, Optional<String> group) {
    assertThat(skill).as("queue of %s", chat.id()).isEqualTo(chat.skill);
    assertThat(group.isPresent())
        .as("%s has a group where %s distributes", chat.id(), skill)
        .isEqualTo(centre.skill(skill).distribution().isPresent());
    if (group.isPresent()) {
      if (chat.group.filter(centre.groupsOf(skill)::contains).isPresent()) {
        assertThat(group).as("group that %s keeps", chat.id()).isEqualTo(chat.group);
      } else {
        allotted(chat, skill, group.get());
      }
    }
    chat.group = group;
    chat.opened = group.isPresent() && (chat.opened || centre.opensNow(chat));
  }

  private void allotted(Chat chat, String skill, String group) {
    if (isTimerPending) {
      shares.get(skill).lost();
      return;
    }
    saw("allotted");
    DistributionPlan plan = centre.skill(skill).distribution().orElseThrow();
    List<GroupShare> tier = plan.primary();
    Set<String> among = among(plan, skill, tier);
    if (among.isEmpty()) {
      saw("allotted to a secondary group, or to a group without room");
      Predicate<String> available = name -> centre.isAvailable(skill, name);
      among = groups(plan.secondary(), available);
      tier = among.isEmpty() ? plan.primary() : plan.secondary();
    }
    if (among.isEmpty()) {
      among = groups(tier, name -> centre.online(skill, name).findAny().isPresent());
    }
    if (among.isEmpty()) {
      among = groups(tier, name -> true);
    }
    if (!among.contains(group) && isInMotion(skill)) {
      shares.get(skill).lost();
      return;
    }
    assertThat(among).as("available groups of %s for %s", skill, chat.id()).contains(group);
    shares.get(skill).allotted(tier, among, group, this);
  }

  /** Whether an agent of the skill has changed presence or capacity during this call. */
  private boolean isInMotion(String skill) {
    return centre.serving(skill).stream().anyMatch(desk -> desk.changedInCall == call);
  }

  private Set<String> among(DistributionPlan plan, String skill, List<GroupShare> tier) {
    if (plan.mode() == DistributionMode.STATIC) {
      return groups(tier, name -> true);
    }
    return plan.divertArrivals()
        ? groups(tier, name -> centre.isAvailable(skill, name))
        : groups(tier, name -> centre.online(skill, name).findAny().isPresent());
  }

  private static Set<String> groups(List<GroupShare> tier, Predicate<String> test) {
    return tier.stream().map(GroupShare::group).filter(test).collect(Collectors.toSet());
  }

  /** Only the claim of a reservation has its explanation. */
  private static Occasion occasion(AgentEvent.Reserved held, List<Envelope> sends) {
    for (Envelope send : sends) {
      if (send instanceof Envelope.ToConversation to
          && to.message() instanceof Claim claim
          && claim.reservation().equals(held.reservation())) {
        return claim.reasons().orElseThrow().occasion().orElseThrow();
      }
    }
    throw new AssertionError("not claimed: " + held);
  }

  private void held(String agent, AgentEvent.Reserved held, Occasion occasion) {
    Chat chat = centre.chats.get(held.conversation());
    Desk desk = centre.desks.get(agent);
    trace.add(chat.id() + " to " + desk.id() + " " + occasion);
    saw(occasion.name());
    assertThat(held.skill()).isEqualTo(chat.skill);
    assertEligible(desk, chat);
    if (!isTimerPending) {
      notePassedOver(desk, chat);
      if (occasion == Occasion.AGENT_SEARCH) {
        assertPreferred(desk, chat);
      }
    }
    shares.computeIfPresent(chat.skill, (skill, watch) -> watch.placed());
    centre.hold(chat, desk);
    desk.changedInCall = call;
  }

  /** I3 and I4. */
  private void assertEligible(Desk desk, Chat chat) {
    String what = "%s gets %s".formatted(desk.id(), chat.id());
    assertThat(centre.serving(chat.skill)).as("%s: has the skill", what).contains(desk);
    assertThat(desk.isOnline()).as("%s: is online", what).isTrue();
    assertThat(centre.hasRoom(desk, chat.skill)).as("%s: has room", what).isTrue();
    assertThat(centre.isOpenTo(desk, chat)).as("%s: it is open to them", what).isTrue();
    assertThat(centre.isExcluded(desk, chat) && !isInMotion(chat.skill))
        .as("%s: refused it", what)
        .isFalse();
    if (chat.refusers.contains(desk.id())) {
      saw("given to an agent who had refused it");
    }
    if (chat.onlyAgent != null) {
      saw("given to the agent it was transferred to");
    }
  }

  /**
   * I5, as far as entities can know it: an agent passes over no conversation that waited before the
   * call and waits after it. An entry during the call may be too late.
   */
  private void notePassedOver(Desk desk, Chat chat) {
    centre
        .waiting()
        .filter(other -> other.offeredTo == null && other.enteredInCall < call)
        .filter(other -> other.openedInCall < call)
        .filter(other -> NaiveCentre.URGENCY.compare(other, chat) < 0)
        .filter(other -> centre.mayTake(desk, other))
        .forEach(other -> passedOver.add(new PassedOver(other, other.skill, desk, chat)));
  }

  /** A call begins. */
  void begins(boolean timerIsPending) {
    isTimerPending = timerIsPending;
    passedOver.clear();
  }

  /** The call has ended, and everything is at rest. */
  void ended() {
    assertNobodyWasPassedOver();
    call++;
  }

  /** This call itself changes the presence or capacity of an agent. */
  void changes(Desk desk) {
    desk.changedInCall = call;
  }

  private void assertNobodyWasPassedOver() {
    for (PassedOver one : passedOver) {
      if (one.other().place == Place.WAITING && one.other().skill.equals(one.skill())) {
        throw new AssertionError(
            "%s got %s, and could have taken %s, which is more urgent"
                .formatted(one.desk().id(), one.taken().id(), one.other().id()));
      }
    }
  }

  /**
   * The order of groups in overflow, and the preferences within the group of the turn. Agents whose
   * presence or capacity changed during the call are omitted, because a queue may not know it yet.
   */
  private void assertPreferred(Desk chosen, Chat chat) {
    if (chosen.changedInCall == call) {
      return;
    }
    List<Desk> eligible =
        centre.desks.values().stream()
            .filter(desk -> desk.changedInCall < call)
            .filter(desk -> centre.mayTake(desk, chat))
            .toList();
    if (centre.skill(chat.skill).distribution().isPresent() && chat.onlyAgent == null) {
      assertRankOfGroup(chosen, chat, eligible);
    }
    assertThat(
            eligible.stream()
                .filter(desk -> isRival(desk, chosen, chat.skill))
                .min((one, other) -> centre.preference(one, other, chat))
                .map(Desk::id))
        .as("preferred for %s", chat.id())
        .contains(chosen.id());
  }

  private boolean isRival(Desk desk, Desk chosen, String skill) {
    return centre.skill(skill).distribution().isEmpty()
        || desk.agent.group().equals(chosen.agent.group());
  }

  private void assertRankOfGroup(Desk chosen, Chat chat, List<Desk> eligible) {
    List<String> primary =
        centre.skill(chat.skill).distribution().orElseThrow().primary().stream()
            .map(GroupShare::group)
            .toList();
    int best = eligible.stream().mapToInt(desk -> rank(desk, chat, primary)).min().orElseThrow();
    assertThat(rank(chosen, chat, primary)).as("group that takes %s", chat.id()).isEqualTo(best);
    if (best > 0) {
      saw("overflowed");
    }
  }

  private static int rank(Desk desk, Chat chat, List<String> primary) {
    if (desk.agent.group().equals(chat.group)) {
      return 0;
    }
    return primary.contains(desk.agent.group().orElseThrow()) ? 1 : 2;
  }
}
