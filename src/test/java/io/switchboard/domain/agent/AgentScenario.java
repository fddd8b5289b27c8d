package io.switchboard.domain.agent;

import static io.switchboard.domain.Centre.account;
import static io.switchboard.domain.Centre.agent;
import static io.switchboard.domain.Centre.rings;
import static io.switchboard.domain.Centre.skill;

import io.switchboard.Records;
import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.protocol.AgentMessage;
import io.switchboard.domain.protocol.AgentMessage.Accept;
import io.switchboard.domain.protocol.AgentMessage.Candidate;
import io.switchboard.domain.protocol.AgentMessage.ClaimGranted;
import io.switchboard.domain.protocol.AgentMessage.Offer;
import io.switchboard.domain.protocol.AgentMessage.SetPresence;
import io.switchboard.domain.protocol.Bench;
import io.switchboard.domain.protocol.Bench.Sent;
import io.switchboard.domain.protocol.ConversationMessage.CheckReservation;
import io.switchboard.domain.protocol.ConversationMessage.Claim;
import io.switchboard.domain.protocol.Envelope;
import io.switchboard.domain.protocol.MessageTimes;
import io.switchboard.domain.protocol.QueueMessage.RequestWork;
import io.switchboard.domain.protocol.QueuePosition;
import io.switchboard.domain.protocol.Waiters;
import io.switchboard.domain.routing.DueTime;
import io.switchboard.domain.routing.Explanation;
import io.switchboard.domain.routing.Presence;
import io.switchboard.domain.routing.SkillChoice;
import io.switchboard.domain.routing.WaitingConversation;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** An agent's state machine on a bench, with steps for its tests. */
abstract class AgentScenario {
  static final AccountPolicy TWO_SKILLS =
      account(rings("30s", 3), agent("ann", "sales", "billing").max(2));

  AccountPolicy policy = TWO_SKILLS;
  AgentMachine machine = new AgentMachine("ann", policy, message -> {});
  Bench<AgentMessage, AgentEvent> ann = new Bench<>(machine);
  int offers;

  Sent comesOnline() {
    return ann.ask(new SetPresence(Presence.ONLINE, Optional.empty()));
  }

  RequestWork seeksOnline() {
    ann.wake();
    return comesOnline().all(RequestWork.class).get(0);
  }

  /** All queues answer a search; returns what the agent sends at the last answer. */
  Sent answerSearch(
      RequestWork seek,
      Optional<QueuePosition> ofSales,
      Optional<QueuePosition> ofBilling,
      Optional<QueuePosition> ofUnassigned) {
    answer(seek, "sales", ofSales);
    answer(seek, "billing", ofBilling);
    return answer(seek, "-1", ofUnassigned);
  }

  /** A queue answers a search with its most urgent conversation. */
  Sent answer(RequestWork seek, String skill, Optional<QueuePosition> best) {
    return ann.tell(new Candidate(seek.searchId(), skill, best));
  }

  /** The agent is online, and no queue has a conversation. */
  void isIdle() {
    ann.wake();
    answersNothing(comesOnline());
  }

  void answersNothing(Sent sent) {
    List<RequestWork> asked = sent.all(RequestWork.class);
    if (!asked.isEmpty()) {
      answersNothing(asked.get(asked.size() - 1));
    }
  }

  void answersNothing(RequestWork seek) {
    Set<String> skills = policy.skills().keySet();
    skills.forEach(one -> answersNothing(answer(seek, one, Optional.empty())));
  }

  void answers(Sent sent) {
    sent.all(CheckReservation.class).stream()
        .limit(1)
        .forEach(confirm -> ann.tell(new ClaimGranted(confirm.reservation(), talk())));
  }

  /** An offer arrives and rings; then no queue has a further conversation. */
  Sent isOffered(String conversation) {
    Sent sent = ann.tell(offer(conversation, "sales"));
    answersNothing(sent);
    return sent;
  }

  String has(String conversation) {
    isIdle();
    isOffered(conversation);
    String reservation = ann.ask(new Accept(conversation)).one(Claim.class).reservation();
    ann.tell(new ClaimGranted(reservation, talk()));
    return reservation;
  }

  void starts() {
    machine = new AgentMachine("ann", policy, message -> {});
    ann = ann.restart(machine);
  }

  Offer offer(String conversation, String skill) {
    WaitingConversation waiting = waiting(conversation);
    Explanation reasons =
        Records.of(
            Explanation.class,
            "skill",
            skill,
            "skillReason",
            SkillChoice.Reason.REQUESTED,
            "due",
            DueTime.at(ann.now()),
            "agent",
            "ann");
    return new Offer(
        "o" + ++offers,
        skill,
        QueuePosition.of(waiting, 1),
        waiting.eligibility(),
        reasons,
        Optional.empty());
  }

  WaitingConversation waiting(String conversation) {
    return Waiters.waiting(conversation, "sales", policy, ann.now());
  }

  static MessageTimes talk() {
    return MessageTimes.begun(Bench.START);
  }

  static QueuePosition best(String conversation, long dueAt) {
    return new QueuePosition(conversation, 1, dueAt, 0);
  }

  static long asksOf(String skill, Sent sent) {
    return sent.sends().stream()
        .filter(
            send ->
                send instanceof Envelope.ToQueue to
                    && to.skill().equals(skill)
                    && to.message() instanceof RequestWork)
        .count();
  }
}
