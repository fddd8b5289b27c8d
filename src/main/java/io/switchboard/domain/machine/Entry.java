package io.switchboard.domain.machine;

import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.account.SkillPolicy;
import io.switchboard.domain.conversation.Inquiry;
import io.switchboard.domain.machine.ConversationEvent.Leaving;
import io.switchboard.domain.machine.ConversationEvent.Move;
import io.switchboard.domain.machine.ConversationEvent.Moved;
import io.switchboard.domain.queue.Access;
import io.switchboard.domain.queue.DueTime;
import io.switchboard.domain.queue.WaitingConversation;
import io.switchboard.domain.selection.SkillChoice;
import io.switchboard.domain.selection.SkillSelection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How a conversation enters a line (routing rules, sections 2, 4 and 6). Whether somebody is online
 * there only the queue knows, which sends it on if nobody is.
 */
record Entry(AccountPolicy policy, SkillChoice choice) {

  /** A conversation that waits elsewhere, or anew. */
  record Redirected(String skill, WaitingConversation conversation) {}

  /** Where an inquiry goes by what it asks for and by the account's rules. */
  static Entry chosen(Inquiry inquiry, AccountPolicy policy) {
    boolean unknown =
        inquiry.skill().filter(skill -> !policy.skills().containsKey(skill)).isPresent();
    SkillSelection selection = new SkillSelection(policy);
    SkillChoice choice = selection.choose(unknown ? inquiry.withoutSkill() : inquiry);
    return new Entry(policy, selection.served(choice));
  }

  String skill() {
    return choice.skill();
  }

  private static Entry chosenAgain(String from, Inquiry inquiry, AccountPolicy policy) {
    return policy.skills().containsKey(from)
        ? new Entry(
            policy,
            new SkillSelection(policy).served(new SkillChoice(from, SkillChoice.Reason.REQUESTED)))
        : chosen(inquiry.withoutSkill(), policy);
  }

  /** A conversation that begins now. */
  WaitingConversation begun(Inquiry inquiry, List<String> previousAgents, long now) {
    return new WaitingConversation(
        inquiry,
        now,
        due(inquiry, skill(), now, policy),
        skill(),
        Access.ANYONE,
        Optional.empty(),
        Set.of(),
        previousAgents,
        false,
        choice.reason());
  }

  /**
   * One that is sent on by its queue. If it had been let in, it keeps what it was promised there;
   * if not, the skill that it is sent to promises.
   *
   * @param toSkill empty: its skill is gone or no agent has it, so that it is chosen again
   */
  static Redirected redirected(
      String from,
      WaitingConversation conversation,
      Optional<String> toSkill,
      boolean atEntry,
      AccountPolicy policy) {
    Entry entry =
        toSkill
            .map(
                skill -> new Entry(policy, new SkillChoice(skill, SkillChoice.Reason.NOBODY_THERE)))
            .orElseGet(() -> chosenAgain(from, conversation.inquiry(), policy));
    boolean promised = !atEntry && policy.skills().containsKey(conversation.promisedBy());
    return new Redirected(
        entry.skill(),
        new WaitingConversation(
            conversation.inquiry(),
            conversation.startedAt(),
            promised
                ? conversation.due()
                : due(conversation.inquiry(), entry.skill(), conversation.enteredAt(), policy),
            promised ? conversation.promisedBy() : entry.skill(),
            Access.ANYONE,
            Optional.empty(),
            conversation.refusedBy(),
            conversation.previousAgents(),
            conversation.assignedBefore(),
            entry.choice().reason()));
  }

  /** One whose agent has let go of it. */
  static Moved next(ConversationState state, AccountPolicy policy, long now) {
    Optional<Long> asOf = Optional.of(policy.revision());
    Leaving leaving = state.departure().orElseThrow();
    String agent = state.holder().orElseThrow().agent();
    if (leaving.departure() instanceof Departure.ToSkill to
        && policy.skills().containsKey(to.skill())) {
      Redirected there = transferred(state, to.skill(), agent, leaving.at(), policy);
      return new Moved(
          there.skill(),
          there.conversation(),
          Move.TRANSFERRED_TO_SKILL,
          Optional.empty(),
          now,
          asOf);
    }
    SkillPolicy skill = policy.skills().get(state.skill());
    if (skill == null) {
      Redirected there =
          redirected(state.skill(), state.conversation(), Optional.empty(), true, policy);
      return new Moved(
          there.skill(), there.conversation(), Move.SKILL_REMOVED, Optional.of(agent), now, asOf);
    }
    if (leaving.departure() instanceof Departure.ToAgent to) {
      Inquiry inquiry = state.conversation().inquiry().afterTransfer();
      return new Moved(
          state.skill(),
          revised(state, inquiry, policy)
              .withAccess(new Access.OnlyAgent(to.agent(), leaving.at()))
              .alsoRefusedBy(List.of(agent)),
          Move.TRANSFERRED_TO_AGENT,
          Optional.empty(),
          now,
          asOf);
    }
    Inquiry inquiry = state.conversation().inquiry().afterReturn();
    return new Moved(
        state.skill(),
        untargeted(revised(state, inquiry, policy)),
        Move.RETURNED,
        Optional.of(agent),
        now,
        asOf);
  }

  /** The same conversation, for one agent no longer: they have had it. */
  private static WaitingConversation untargeted(WaitingConversation conversation) {
    return conversation.access() instanceof Access.OnlyAgent
        ? conversation.withAccess(
            conversation.group().<Access>map(Access.OnlyGroup::new).orElse(Access.ANYONE))
        : conversation;
  }

  private static Redirected transferred(
      ConversationState state, String skill, String agent, long at, AccountPolicy policy) {
    WaitingConversation before = state.conversation();
    SkillChoice entered =
        new SkillSelection(policy).served(new SkillChoice(skill, SkillChoice.Reason.REQUESTED));
    Inquiry inquiry = before.inquiry().afterTransfer();
    return new Redirected(
        entered.skill(),
        new WaitingConversation(
            inquiry,
            before.startedAt(),
            due(inquiry, entered.skill(), at, policy),
            entered.skill(),
            before.group().<Access>map(Access.OnlyGroup::new).orElse(Access.ANYONE),
            before.group(),
            Set.of(agent),
            before.previousAgents(),
            true,
            entered.reason()));
  }

  private static WaitingConversation revised(
      ConversationState state, Inquiry inquiry, AccountPolicy policy) {
    return state
        .conversation()
        .withInquiry(inquiry, due(state.conversation(), inquiry, state.skill(), policy));
  }

  /** The key of a conversation by other facts, as the skill that promised it gives it. */
  static DueTime due(
      WaitingConversation conversation, Inquiry inquiry, String skill, AccountPolicy policy) {
    String promisedBy = conversation.promisedBy();
    return due(
        inquiry,
        policy.skills().containsKey(promisedBy) ? promisedBy : skill,
        conversation.enteredAt(),
        policy);
  }

  private static DueTime due(
      Inquiry inquiry, String promising, long enteredAt, AccountPolicy policy) {
    SkillPolicy skill = policy.skills().get(promising);
    return skill == null
        ? DueTime.at(enteredAt)
        : DueTime.of(inquiry, skill, policy.credits(), enteredAt);
  }
}
