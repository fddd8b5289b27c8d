package io.switchboard.domain.protocol;

import static io.switchboard.domain.protocol.Judgement.check;

import io.switchboard.domain.account.Agent;
import io.switchboard.domain.account.CapacityMode;
import io.switchboard.domain.account.DistributionSettings;
import io.switchboard.domain.protocol.NaiveFacts.Conversation;
import io.switchboard.domain.protocol.NaiveFacts.Where;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Checks one offer by the state before the step and the state after it: capacity (I3), eligibility
 * (I4), order (I5), and the shares of overflows (I7). While entities have different documents,
 * withdrawn offers and the order of offers are not checked.
 */
record OfferJudgement(
    Offered offer, NaiveFacts then, NaiveFacts after, OverflowWatch overflows, boolean gradually) {

  /**
   * A conversation offered or assigned to an agent.
   *
   * @param hadRoom whether the agent had capacity at that moment
   * @param wasOnline whether the agent was online at that moment
   * @param targeted whether it was open to one agent only
   */
  record Offered(
      String agent, String conversation, boolean hadRoom, boolean wasOnline, boolean targeted) {}

  void judge() {
    Conversation is = after.conversations().get(offer.conversation());
    boolean stands = is.agent().equals(Optional.of(offer.agent()));
    if (stands || !gradually) {
      eligible();
    }
    if (!gradually) {
      inOrder();
    }
    shared();
  }

  /** I3 and I4. */
  private void eligible() {
    Conversation was = then.conversations().getOrDefault(offer.conversation(), null);
    Conversation is = after.conversations().get(offer.conversation());
    NaiveRules rules = new NaiveRules(after);
    Optional<Agent> agent = rules.agent(offer.agent());
    check(offer.hadRoom(), "I3", () -> offer + " went beyond the limit");
    check(offer.wasOnline(), "I4/online", () -> offer + " went to somebody who is not online");
    boolean isOpen =
        agent.isPresent()
            && (rules.mayBeOpenTo(is, agent.get())
                || (was != null && new NaiveRules(then).mayBeOpenTo(was, agent.get()))
                || is.where() == Where.ASSIGNED
                || is.where() == Where.CLOSED);
    check(isOpen, "I4/open", () -> offer + " is not open to them");
    if (was != null
        && !gradually
        && !offer.targeted()
        && is.mustAvoid().contains(offer.agent())
        && is.where() == Where.RINGS) {
      for (Agent other : after.account().agents()) {
        boolean isEligible =
            !is.refusedBy().contains(other.id())
                && new NaiveRules(then).couldTake(like(is, was), other)
                && rules.couldTake(is, other);
        check(
            !isEligible,
            "I4/refused",
            () -> offer + " has refused it, and " + other.id() + " is eligible");
      }
    }
  }

  /** The present conversation with its earlier access. */
  private static Conversation like(Conversation is, Conversation was) {
    return new Conversation(
        is.id(),
        is.skill(),
        is.where(),
        is.agent(),
        is.startedAt(),
        is.enteredAt(),
        is.dueAt(),
        is.group(),
        is.refusedBy(),
        is.mustAvoid(),
        is.round(),
        is.lastRefusedBy(),
        is.assignedBefore(),
        was.target(),
        was.isOpened() || is.isOpened(),
        was.mayBeOpened() || is.mayBeOpened());
  }

  /** I5. */
  private void inOrder() {
    Conversation taken = after.conversations().get(offer.conversation());
    NaiveRules rules = new NaiveRules(after);
    Optional<Agent> agent = rules.agent(offer.agent());
    if (agent.isEmpty() || rules.mode() == CapacityMode.DYNAMIC) {
      return;
    }
    for (Conversation other : after.conversations().values()) {
      Conversation was = then.conversations().get(other.id());
      boolean waited =
          other.waits()
              && was != null
              && was.waits()
              && was.skill().equals(other.skill())
              && was.group().equals(other.group())
              && other.isBefore(taken)
              && !other.refusedBy().contains(offer.agent())
              && rules.mustBeOpenTo(other, agent.get())
              && new NaiveRules(then).mustBeOpenTo(was, agent.get());
      check(
          !waited,
          "I5",
          () -> offer + " is less urgent than " + other.id() + ", which they could take and waits");
    }
  }

  /** I7 for overflows, and primary groups before secondary ones. */
  private void shared() {
    Conversation is = after.conversations().get(offer.conversation());
    NaiveRules rules = new NaiveRules(after);
    Optional<DistributionSettings> plan = rules.plan(is.skill());
    Optional<String> group = rules.agent(offer.agent()).flatMap(Agent::group);
    boolean isOverflow =
        plan.filter(one -> !NaiveRules.isStatic(one)).isPresent()
            && group.filter(NaiveRules.groups(plan.get())::contains).isPresent()
            && is.group().isPresent()
            && !is.group().equals(group)
            && NaiveRules.groups(plan.get()).contains(is.group().get())
            && !offer.targeted();
    if (isOverflow) {
      NaiveRules earlier = new NaiveRules(then);
      Set<String> able = able(plan.get(), group.get(), is, earlier);
      Set<String> still = able(plan.get(), group.get(), is, rules);
      still.add(group.get());
      Set<String> certain =
          able.contains(group.get()) ? (able.equals(still) ? able : Set.of()) : Set.of(group.get());
      overflows.offered(
          is.id(), is.skill(), plan.get(), group.get(), gradually ? Set.of() : certain);
      if (is.where() != Where.RINGS) {
        overflows.accepted(is.id());
      }
      if (!gradually) {
        primaryFirst(plan.get(), group.get(), is, earlier, rules);
      }
    }
  }

  private static Set<String> able(
      DistributionSettings plan, String group, Conversation conversation, NaiveRules rules) {
    List<String> primary = NaiveRules.names(plan.primary());
    List<String> tier = primary.contains(group) ? primary : NaiveRules.names(plan.secondary());
    Set<String> able = new LinkedHashSet<>();
    for (String one : tier) {
      if (!conversation.group().equals(Optional.of(one)) && rules.isReady(conversation, one)) {
        able.add(one);
      }
    }
    return able;
  }

  private void primaryFirst(
      DistributionSettings plan,
      String group,
      Conversation is,
      NaiveRules earlier,
      NaiveRules rules) {
    List<String> primary = NaiveRules.names(plan.primary());
    for (String one : primary) {
      check(
          primary.contains(group) || !earlier.isReady(is, one) || !rules.isReady(is, one),
          "5/primary-first",
          () -> is.id() + " overflowed to " + group + " although primary " + one + " has room");
    }
  }
}
