package io.switchboard.domain.protocol;

import static io.switchboard.domain.protocol.Judgement.check;

import io.switchboard.domain.account.Agent;
import io.switchboard.domain.conversation.ConversationEvent;
import io.switchboard.domain.distribution.Allotment;
import io.switchboard.domain.protocol.AllotmentJudgement.Allotted;
import io.switchboard.domain.protocol.NaiveFacts.Conversation;
import io.switchboard.domain.protocol.NaiveFacts.Desk;
import io.switchboard.domain.protocol.NaiveFacts.Where;
import io.switchboard.domain.protocol.OfferJudgement.Offered;
import io.switchboard.domain.queue.QueueEvent;
import io.switchboard.domain.routing.Presence;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Checks the machines by the routing rules. While messages are under way an entity may know less
 * than this oracle, so a decision is wrong only if it is wrong both by the state before the step
 * and by the state after it. At rest the present state decides.
 */
final class NaiveOracle implements FaultFreeRouter.Observer {
  private final NaiveBook book = new NaiveBook();
  private final OverflowWatch overflows = new OverflowWatch();
  private final List<Offered> offers = new ArrayList<>();
  private final List<Allotted> allotments = new ArrayList<>();
  private final Set<String> mustStayOffline = new HashSet<>();
  private FaultFreeRouter centre;
  private NaiveFacts before;
  private int placed;
  private boolean gradually;

  /** Starts the observation. */
  void watch(FaultFreeRouter watched) {
    centre = watched;
    before = look();
  }

  NaiveBook book() {
    return book;
  }

  /** The state at the last rest. */
  NaiveFacts facts() {
    return before;
  }

  int offers() {
    return placed;
  }

  int sharesChecked() {
    return overflows.checked();
  }

  private NaiveFacts look() {
    return book.look(centre.account(), centre.fleet(), centre.now());
  }

  /** A client has set the presence of an agent: a disabled or removed agent may be online again. */
  void presenceAsked(String agent) {
    mustStayOffline.remove(agent);
  }

  /** Sets whether entities have different documents during this step. */
  void knowsGradually(boolean itIsSo) {
    gradually = itIsSo;
  }

  // --- during a step ---

  @Override
  public void offered(String agent, String conversation) {
    placed++;
    Desk desk = book.desk(agent, centre.fleet()).without(conversation);
    NaiveRules rules = new NaiveRules(before.under(centre.account()).at(centre.now()));
    String skill = centre.fleet().conversation(conversation).orElseThrow().skill();
    boolean hadRoom = rules.agent(agent).filter(one -> rules.hasRoom(one, desk, skill)).isPresent();
    boolean isOnline = desk.presence() == Presence.ONLINE;
    offers.add(new Offered(agent, conversation, hadRoom, isOnline, book.hasTarget(conversation)));
  }

  @Override
  public void shown(String agent, AgentNotification signal) {
    if (signal instanceof AgentNotification.Withdrawn withdrawn) {
      overflows.givenBack(withdrawn.conversation());
      switch (withdrawn.reason()) {
        case DECLINED, MISSED -> book.refused(withdrawn.conversation(), agent, before);
        case RETURNED, CANCELLED -> {}
      }
    } else if (signal instanceof AgentNotification.Assigned assigned) {
      overflows.accepted(assigned.conversation());
    }
  }

  @Override
  public void wrote(Address at, Object event) {
    if (event instanceof ConversationEvent decided) {
      book.decided(at.id(), decided, before);
    } else if (event instanceof QueueEvent.Entered entered) {
      String id = entered.conversation().id();
      entered.allotment().ifPresent(one -> allotted(at.id(), id, one));
    } else if (event instanceof QueueEvent.Updated updated) {
      String id = updated.conversation().id();
      updated.allotment().ifPresent(one -> allotted(at.id(), id, one));
    }
  }

  private void allotted(String skill, String conversation, Allotment allotment) {
    book.allotted(conversation, allotment.group());
    allotments.add(new Allotted(skill, conversation, allotment));
  }

  // --- at rest ---

  /** Called at rest after a step. */
  void atRest() {
    NaiveFacts after = look();
    NaiveFacts then = before.under(after.account());
    whoIsOffline(after);
    offers.forEach(offer -> new OfferJudgement(offer, then, after, overflows, gradually).judge());
    overflows.deviation().ifPresent(problem -> check(false, "I7/overflow", () -> problem));
    AllotmentJudgement allotting =
        new AllotmentJudgement(new NaiveRules(then), new NaiveRules(after));
    allotments.forEach(allotting::judge);
    after.conversations().values().forEach(one -> placed(one, then, after));
    offers.clear();
    allotments.clear();
    gradually = false;
    before = after;
  }

  private void whoIsOffline(NaiveFacts after) {
    for (Desk desk : after.desks().values()) {
      Optional<Agent> agent = new NaiveRules(after).agent(desk.id());
      if (agent.filter(NaiveRules::isEnabled).isEmpty()) {
        mustStayOffline.add(desk.id());
      }
      boolean isOffline = desk.presence() == Presence.OFFLINE;
      check(
          !mustStayOffline.contains(desk.id()) || isOffline,
          "3.3/offline",
          () -> desk.id() + " was disabled or removed, and is " + desk.presence());
    }
  }

  /** I6, and section 2. */
  private void placed(Conversation one, NaiveFacts then, NaiveFacts after) {
    NaiveRules rules = new NaiveRules(after);
    check(one.where() != Where.LEAVING, "I1", () -> one + " is still leaving");
    if (one.where() == Where.ASSIGNED) {
      check(
          one.agent().flatMap(rules::agent).isPresent(),
          "3.3/removed",
          () -> one + " is held by somebody who was removed");
    }
    stays(one, then, after);
    if (!one.waitsOrRings()) {
      return;
    }
    rules
        .mustLeave(one)
        .ifPresent(why -> check(false, section2(rules, one), () -> one + ": " + why));
    movedWithoutReason(one, then, rules);
    check(
        rules.plan(one.skill()).isEmpty() || one.group().isPresent(),
        "5/group",
        () -> one + " is allotted to no group");
    if (one.waits()) {
      for (Agent agent : after.account().agents()) {
        check(
            !rules.mustTake(one, agent),
            reason(one, agent, rules),
            () -> one + " waits although " + agent.id() + " may take it and has room");
      }
    }
  }

  private static String section2(NaiveRules rules, Conversation one) {
    return rules.somebodyHas(one.skill()) ? "2/fallback" : "2/no-agents";
  }

  private static String reason(Conversation one, Agent agent, NaiveRules rules) {
    if (one.refusedBy().contains(agent.id())) {
      return rules.facts().now() > one.dueAt() ? "I6/refused-overdue" : "I6/refused";
    }
    if (one.target().isPresent()) {
      return "I6/target";
    }
    if (rules.plan(one.skill()).isEmpty() || agent.group().equals(one.group())) {
      return "I6/own";
    }
    return one.group().filter(group -> !rules.isOnline(one.skill(), group)).isPresent()
        ? "I6/group-empty"
        : "I6/opened";
  }

  /** A disabled agent keeps assigned conversations. */
  private void stays(Conversation one, NaiveFacts then, NaiveFacts after) {
    Conversation was = then.conversations().get(one.id());
    boolean returns = new NaiveRules(after).settings().returnWhenOffline().isPresent();
    boolean changed = !gradually && !returns && !after.account().equals(before.account());
    if (was != null && was.where() == Where.ASSIGNED && changed && one.where() != Where.CLOSED) {
      boolean isKnown = new NaiveRules(after).agent(was.agent().orElseThrow()).isPresent();
      check(
          !isKnown || one.agent().equals(was.agent()),
          "3.3/disabled",
          () -> one + " was taken from " + was.agent());
    }
  }

  /** A waiting conversation stays in a skill that has agents before and after. */
  private void movedWithoutReason(Conversation one, NaiveFacts then, NaiveRules rules) {
    Conversation was = then.conversations().get(one.id());
    if (was == null || !was.waitsOrRings() || was.skill().equals(one.skill())) {
      return;
    }
    NaiveRules earlier = new NaiveRules(before);
    boolean mustStay =
        rules.skill(was.skill()).isPresent()
            && !rules.isUnclear(was.skill())
            && rules.somebodyIsOnlineFor(was.skill())
            && earlier.somebodyIsOnlineFor(was.skill())
            && new NaiveRules(then).somebodyIsOnlineFor(was.skill());
    check(!mustStay, "2/moved", () -> one + " left " + was.skill() + " although somebody is there");
  }

  /** The present state, and with {@code -Dconservation.trace=true} the steps that led to it. */
  String situation() {
    String text = SituationText.of(look());
    return Boolean.getBoolean("conservation.trace") ? text + "\n" + centre.trace() : text;
  }
}
