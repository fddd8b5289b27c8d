package io.switchboard.domain.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.domain.account.DistributionMode;
import io.switchboard.domain.account.DistributionPlan;
import io.switchboard.domain.account.GroupShare;
import io.switchboard.domain.queue.SkillQueue;
import io.switchboard.domain.queue.WaitingConversation;
import io.switchboard.domain.routing.NaiveCentre.Chat;
import io.switchboard.domain.routing.NaiveCentre.Desk;
import io.switchboard.domain.routing.NaiveCentre.Place;
import io.switchboard.domain.routing.Placement.Occasion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Judges every decision of a router at the moment it is made, by the naive centre. */
final class Watch implements Router.Observer {
  private final NaiveCentre centre;
  private final Map<String, ShareWatch> shares = new HashMap<>();
  private final List<String> trace = new ArrayList<>();
  private final Map<String, Integer> seen = new TreeMap<>();

  /** Whether a timer is due that the router has not been told of: its loads may be too high. */
  boolean isTimerPending;

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

  /** What was decided, in words. */
  List<String> trace() {
    return trace;
  }

  /** How often things happened. */
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
  public void entered(WaitingConversation conversation, String skill) {
    Chat chat = centre.chats.get(conversation.id());
    trace.add(chat.id() + " waits for " + skill + " " + conversation.group());
    if (chat.place == Place.WAITING) {
      fellBack(chat, skill);
    }
    settled(chat, skill, conversation.group());
    chat.place = Place.WAITING;
  }

  private void fellBack(Chat chat, String skill) {
    saw("fell back while waiting");
    assertThat(chat.assignedBefore).as("fallback of %s after an agent had it", chat.id()).isFalse();
    assertThat(centre.fallbackOf(chat.skill)).as("fallback of %s", chat.id()).contains(skill);
    chat.group = Optional.empty();
    chat.opened = false;
    chat.skill = skill;
  }

  /** A conversation that was on its way is in a queue; groups are checked as it gets one. */
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
    assertThat(among).as("available groups of %s for %s", skill, chat.id()).contains(group);
    shares.get(skill).allotted(tier, among, group, this);
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

  @Override
  public void placing(SkillQueue queue, Placement placement) {
    Chat chat = centre.chats.get(placement.conversation().id());
    Desk desk = centre.desks.get(placement.agent());
    trace.add(chat.id() + " to " + desk.id() + " " + placement.occasion());
    saw(placement.occasion().name());
    if (chat.place == Place.MOVING) {
      settled(chat, queue.policy().id(), placement.conversation().group());
    }
    assertThat(placement.skill()).isEqualTo(chat.skill);
    assertThat(placement.group()).isEqualTo(desk.agent.group());
    assertEligible(desk, chat);
    if (!isTimerPending) {
      assertMostUrgent(desk, chat);
      if (placement.occasion() == Occasion.AGENT_SOUGHT) {
        assertPreferred(desk, chat);
      }
    }
  }

  /** I3 and I4. */
  private void assertEligible(Desk desk, Chat chat) {
    String what = "%s gets %s".formatted(desk.id(), chat.id());
    assertThat(centre.serving(chat.skill)).as("%s: has the skill", what).contains(desk);
    assertThat(desk.isOnline()).as("%s: is online", what).isTrue();
    assertThat(centre.hasRoom(desk, chat.skill)).as("%s: has room", what).isTrue();
    assertThat(centre.isOpenTo(desk, chat)).as("%s: it is open to them", what).isTrue();
    assertThat(centre.isExcluded(desk, chat)).as("%s: refused it", what).isFalse();
    if (chat.refusers.contains(desk.id())) {
      saw("given to an agent who had refused it");
    }
    if (chat.onlyAgent != null) {
      saw("given to the agent it was transferred to");
    }
  }

  /** I5. */
  private void assertMostUrgent(Desk desk, Chat chat) {
    assertThat(
            centre
                .waiting()
                .filter(other -> NaiveCentre.URGENCY.compare(other, chat) < 0)
                .filter(other -> centre.mayTake(desk, other))
                .map(Chat::id))
        .as("more urgent than %s, and %s could take it", chat.id(), desk.id())
        .isEmpty();
  }

  /** The order of groups in overflow, and the preferences within the group whose turn it is. */
  private void assertPreferred(Desk chosen, Chat chat) {
    List<Desk> eligible =
        centre.desks.values().stream().filter(desk -> centre.mayTake(desk, chat)).toList();
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

  @Override
  public void placed(Placement placement) {
    Chat chat = centre.chats.get(placement.conversation().id());
    shares.computeIfPresent(chat.skill, (skill, watch) -> watch.placed());
    centre.hold(chat, centre.desks.get(placement.agent()));
  }
}
