package io.switchboard.domain.queue;

import io.switchboard.domain.account.Account;
import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.account.SkillPolicy;
import io.switchboard.domain.protocol.AgentMessage;
import io.switchboard.domain.protocol.ConversationMessage;
import io.switchboard.domain.protocol.DistributorMessage;
import io.switchboard.domain.protocol.Envelope;
import io.switchboard.domain.protocol.QueueMessage;
import io.switchboard.domain.protocol.QueueMessage.AgentReport;
import io.switchboard.domain.protocol.QueueMessage.Allotted;
import io.switchboard.domain.protocol.QueueMessage.CheckWaiting;
import io.switchboard.domain.protocol.QueueMessage.Describe;
import io.switchboard.domain.protocol.QueueMessage.DescribeConversation;
import io.switchboard.domain.protocol.QueueMessage.DescribeDistribution;
import io.switchboard.domain.protocol.QueueMessage.Enqueue;
import io.switchboard.domain.protocol.QueueMessage.Explain;
import io.switchboard.domain.protocol.QueueMessage.FallbackPresenceReport;
import io.switchboard.domain.protocol.QueueMessage.OfferReturned;
import io.switchboard.domain.protocol.QueueMessage.RecordRefusal;
import io.switchboard.domain.protocol.QueueMessage.Remove;
import io.switchboard.domain.protocol.QueueMessage.RequestFallbackPresence;
import io.switchboard.domain.protocol.QueueMessage.RequestOffer;
import io.switchboard.domain.protocol.QueueMessage.RequestWork;
import io.switchboard.domain.protocol.QueueMessage.Ringing;
import io.switchboard.domain.protocol.Requester;
import io.switchboard.domain.queue.matching.SkillQueue;
import io.switchboard.domain.routing.AgentAvailability;
import io.switchboard.domain.routing.Explanation;
import io.switchboard.domain.statemachine.MessageHandlers;
import io.switchboard.domain.statemachine.ReportVersion;
import io.switchboard.domain.statemachine.StateMachine;
import io.switchboard.domain.statemachine.WakeUpTimes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;

/**
 * State machine of the queue of one skill: an index of the waiting conversations in their order. It
 * offers conversations to agents; which agent gets one is decided by the conversation. Offers and
 * agents are in memory only: after a restart the queue requests reports from its agents.
 */
public final class QueueMachine extends StateMachine<QueueMessage, QueueEvent> {
  private static final MessageHandlers<QueueMachine, QueueMessage> HANDLERS =
      MessageHandlers.<QueueMachine, QueueMessage>of(QueueMessage.class)
          .message(Enqueue.class, (queue, enqueue, now) -> queue.admission.arrived(enqueue, now))
          .message(Remove.class, QueueMachine::remove)
          .message(
              CheckWaiting.class, (queue, still, now) -> queue.fallbackRouting.stillWaits(still))
          .message(
              RecordRefusal.class, (queue, refusal, now) -> queue.endedOffers.refused(refusal, now))
          .message(AgentReport.class, QueueMachine::reported)
          .message(RequestWork.class, QueueMachine::workRequested)
          .message(RequestOffer.class, (queue, take, now) -> queue.workRequests.take(take, now))
          .message(Ringing.class, (queue, ringing, now) -> queue.matcher.adopt(ringing, now))
          .message(
              OfferReturned.class,
              (queue, returned, now) -> queue.endedOffers.returned(returned, now))
          .message(
              FallbackPresenceReport.class,
              (queue, reported, now) -> queue.fallbackRouting.presenceReported(reported, now))
          .message(
              RequestFallbackPresence.class,
              (queue, ask, now) -> queue.fallbackRouting.presenceRequested(ask, now))
          .message(
              Allotted.class, (queue, allotted, now) -> queue.admission.allotted(allotted, now))
          .request(
              Describe.class,
              (queue, ask, client, now) ->
                  queue.answer(client, queue.summary.page(ask.after(), ask.limit(), now)))
          .request(
              DescribeConversation.class,
              (queue, ask, client, now) ->
                  queue.answer(client, queue.summary.find(ask.conversation(), ask.routingEpoch())))
          .request(
              Explain.class,
              (queue, ask, client, now) ->
                  queue.answer(client, queue.summary.explain(ask.conversation(), now)))
          .request(
              DescribeDistribution.class,
              (queue, ask, client, now) -> queue.answer(client, queue.summary.distribution()))
          .complete();

  final String skill;
  final QueueContents contents = new QueueContents();
  final Matcher matcher;
  final RosterReadiness readiness;
  private final QueueSummary summary;
  private final ReportVersion version = new ReportVersion();
  private final Overflow overflow;
  private final WorkRequests workRequests;
  private final FallbackRouting fallbackRouting;
  private final EndedOffers endedOffers;
  private final StaleEntryProbe staleEntryProbe;
  private final Admission admission;

  /**
   * An empty queue that is never full until {@link #admitAtMost} sets a limit; {@code distributor}
   * receives the requests for allotments.
   */
  public QueueMachine(
      String skill, AccountPolicy policy, Consumer<DistributorMessage> distributor) {
    super(policy);
    this.skill = skill;
    this.matcher = new Matcher(skill, contents, this::send);
    this.readiness = new RosterReadiness(matcher.roster());
    this.summary = new QueueSummary(skill, contents, matcher);
    this.overflow = new Overflow(this);
    this.workRequests = new WorkRequests(this, overflow);
    this.fallbackRouting = new FallbackRouting(this, version);
    this.endedOffers = new EndedOffers(this, overflow, fallbackRouting);
    this.staleEntryProbe = new StaleEntryProbe(this);
    this.admission = new Admission(this, distributor, fallbackRouting, staleEntryProbe, summary);
  }

  /** The number of waiting conversations, including those that are offered. */
  public int length() {
    return contents.size();
  }

  /** How many places are taken ({@code Inquiry.places}). */
  public int places() {
    return contents.places();
  }

  /** Sets the limit: new conversations are admitted while fewer places than this are taken. */
  public void admitAtMost(int places) {
    admission.admitAtMost(places);
  }

  /** Statistics of the queue. Only valid after {@link #wake}. */
  public QueueStatistics figures(long now) {
    return summary.figures(now);
  }

  @Override
  public QueueState snapshot() {
    return contents.snapshot();
  }

  @Override
  public void restore(Object snapshot) {
    contents.restore((QueueState) snapshot);
  }

  @Override
  public boolean forget(Set<String> conversations) {
    return contents.forget(conversations);
  }

  @Override
  public Optional<Long> configurationRevision() {
    return contents.configurationRevision();
  }

  @Override
  public void apply(QueueEvent event) {
    contents.apply(event);
  }

  // --- messages ---

  @Override
  protected void decide(QueueMessage message, Requester client, long now) {
    HANDLERS.handle(this, message, client, now);
    overflow.openDue(now);
  }

  // --- removals ---

  private void remove(Remove remove, long now) {
    String id = remove.conversation();
    admission.cancel(remove);
    fallbackRouting.forget(id);
    Optional<QueueState.QueueEntry> entry =
        contents.find(id).filter(one -> one.routingEpoch() <= remove.routingEpoch());
    Optional<Explanation> reasons =
        entry
            .filter(any -> remove.explain())
            .flatMap(one -> matcher.explain(one.conversation(), now))
            .filter(
                one -> remove.placedWith().isEmpty() || one.agent().equals(remove.placedWith()));
    boolean isNew =
        !remove.reminder()
            && contents.find(id).isEmpty()
            && !contents.hasLeft(id, remove.routingEpoch());
    if (entry.isPresent() || isNew) {
      var placing =
          entry.flatMap(one -> matcher.leave(one.conversation(), remove.placedWith(), now));
      emit(new QueueEvent.Left(id, remove.routingEpoch(), placing, now));
    }
    send(id, new ConversationMessage.Removed(skill, remove.routingEpoch(), reasons));
  }

  // --- reports and work searches of agents ---

  private void reported(AgentReport report, long now) {
    record(report.agent(), report.version(), report.ringing(), now);
  }

  /** Records a report of an agent; false when this version or a newer one is known. */
  private boolean record(
      AgentAvailability agent, long itsVersion, List<Ringing> ringing, long now) {
    long known = matcher.roster().version(agent.id()).orElse(Long.MIN_VALUE);
    if (known >= itsVersion) {
      if (known > itsVersion) {
        send(new Envelope.ToAgent(agent.id(), new AgentMessage.VersionOutdated(known)));
      }
      return false;
    }
    matcher.offers().reported(agent.id(), ringing, now);
    Optional<AgentAvailability> before = queue().eligibleAgents().find(agent.id());
    boolean staffed = queue().eligibleAgents().online() > 0;
    matcher.roster().reported(agent, itsVersion, now);
    ringing.forEach(one -> matcher.adopt(one, now));
    if (!readiness.isReady()) {
      if (matcher.roster().isComplete()) {
        becomeReady(now);
      }
    } else if (readiness.concludeAbsences()) {
      resume(now);
    } else if (Roster.isChanged(before, queue().eligibleAgents().find(agent.id()))) {
      boolean isStaffed = queue().eligibleAgents().online() > 0;
      if (staffed != isStaffed) {
        fallbackRouting.reportToDependents(now);
      }
      overflow.openAbandoned(now);
      if (staffed && !isStaffed) {
        fallbackRouting.lastAgentLeft(now);
      } else {
        fallbackRouting.redirect(now);
      }
      matcher.findAgents(queue().waiting().refused(), now);
    }
    return true;
  }

  private void workRequested(RequestWork request, long now) {
    if (record(request.agent(), request.version(), request.ringing(), now)) {
      workRequests.request(request, now);
    }
  }

  // --- restart, configuration, timers ---

  @Override
  protected void onWake(long now) {
    emit(new QueueEvent.Loaded(now));
    matcher.begin(now);
    rebuild(now);
    fallbackRouting.wake(now);
    staleEntryProbe.wake(now);
    if (matcher.roster().isComplete()) {
      becomeReady(now);
    } else {
      readiness.await(now);
    }
  }

  @Override
  protected void onConfigured(long now) {
    if (readiness.isReady()) {
      overflow.admitOffered(now);
    }
    rebuild(now);
    if (readiness.isReady()) {
      admission.requestAgain(now);
      readiness.waitForNew(now);
      resume(now);
    }
  }

  private void rebuild(long now) {
    SkillPolicy policy = skillPolicy();
    if (!contents.plan().equals(policy.distribution())) {
      emit(new QueueEvent.PlanAdopted(policy.distribution(), now, revision()));
    }
    admission.beginAllotting(version.next(now));
    matcher.rebuild(policy, policy(), contents.shares());
    matcher.roster().awaitUnknown().forEach(matcher::requestReport);
    fallbackRouting.configure();
  }

  private void becomeReady(long now) {
    readiness.becomeReady();
    resume(now);
    admission.admitEarly(now);
  }

  /** Decides everything again: allotments, openings, redirects, searches and offers. */
  private void resume(long now) {
    new ArrayList<>(contents.entries()).forEach(entry -> readmit(entry, now));
    fallbackRouting.reportToDependents(now);
    overflow.openAbandoned(now);
    overflow.openDue(now);
    fallbackRouting.redirect(now);
    workRequests.answerAll(now);
    matcher.findAgentsForAll(now);
  }

  private void readmit(QueueState.QueueEntry entry, long now) {
    if (!admission.reallot(entry, now)) {
      overflow.admit(entry, now);
    }
  }

  @Override
  protected void onTick(long now) {
    if (readiness.isGraceOver(now)) {
      becomeReady(now);
    }
    if (readiness.stopsWaiting(now)) {
      resume(now);
    }
    endedOffers.tick(now);
    overflow.openDue(now);
    fallbackRouting.tick(now);
    staleEntryProbe.tick(now);
  }

  @Override
  public OptionalLong nextDue() {
    return overflow.nextTimer();
  }

  @Override
  protected OptionalLong nextRepetition() {
    return WakeUpTimes.earliest(
        readiness.nextTimer(),
        fallbackRouting.nextTimer(),
        staleEntryProbe.nextTimer(),
        matcher.offers().nextDeadline());
  }

  private void send(String conversation, ConversationMessage message) {
    send(new Envelope.ToConversation(conversation, message));
  }

  private SkillQueue queue() {
    return matcher.queue();
  }

  private SkillPolicy skillPolicy() {
    SkillPolicy known = policy().skills().get(skill);
    return known != null ? known : policy().skills().get(Account.UNASSIGNED).unstaffed(skill);
  }
}
