package io.switchboard.domain.queue;

import io.switchboard.domain.account.Account;
import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.account.SkillPolicy;
import io.switchboard.domain.protocol.AgentMessage;
import io.switchboard.domain.protocol.ConversationMessage;
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
import io.switchboard.domain.protocol.QueuePosition;
import io.switchboard.domain.protocol.Requester;
import io.switchboard.domain.queue.OutstandingOffers.Outstanding;
import io.switchboard.domain.queue.QueueEvent.Left;
import io.switchboard.domain.queue.QueueEvent.PlanAdopted;
import io.switchboard.domain.queue.QueueState.QueueEntry;
import io.switchboard.domain.queue.matching.SkillQueue;
import io.switchboard.domain.routing.AgentAvailability;
import io.switchboard.domain.routing.Explanation;
import io.switchboard.domain.statemachine.MessageHandlers;
import io.switchboard.domain.statemachine.ReportVersion;
import io.switchboard.domain.statemachine.StateMachine;
import io.switchboard.domain.statemachine.WakeUpTimes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * State machine of the queue of one skill: an index of the waiting conversations in their order. It
 * offers conversations to agents; which agent gets one is decided by the conversation. Offers and
 * agents are in memory only: after a restart the queue requests reports from its agents.
 */
public final class QueueMachine extends StateMachine<QueueMessage, QueueEvent> {
  /** How many places a queue has unless {@link #admitAtMost} sets another number. */
  public static final int LONGEST_LINE = 1_000_000;

  private static final MessageHandlers<QueueMachine, QueueMessage> HANDLERS =
      MessageHandlers.<QueueMachine, QueueMessage>of(QueueMessage.class)
          .message(Enqueue.class, (queue, enqueue, now) -> queue.admission.arrived(enqueue, now))
          .message(Remove.class, QueueMachine::remove)
          .message(
              CheckWaiting.class, (queue, still, now) -> queue.fallbackRouting.stillWaits(still))
          .message(RecordRefusal.class, QueueMachine::refused)
          .message(AgentReport.class, QueueMachine::heard)
          .message(RequestWork.class, QueueMachine::seeks)
          .message(RequestOffer.class, QueueMachine::take)
          .message(Ringing.class, (queue, ringing, now) -> queue.matcher.adopt(ringing, now))
          .message(OfferReturned.class, QueueMachine::returned)
          .message(
              FallbackPresenceReport.class,
              (queue, heard, now) -> queue.fallbackRouting.heard(heard, now))
          .message(
              RequestFallbackPresence.class,
              (queue, ask, now) -> queue.fallbackRouting.asked(ask, now))
          .message(
              Allotted.class, (queue, allotted, now) -> queue.admission.allotted(allotted, now))
          .request(Describe.class, QueueMachine::describe)
          .request(DescribeConversation.class, QueueMachine::find)
          .request(Explain.class, QueueMachine::explain)
          .request(DescribeDistribution.class, QueueMachine::describeDistribution)
          .complete();

  private final String skill;
  private final QueueContents contents = new QueueContents();
  private final Matcher matcher;
  private final QueueSummary summary;
  private final ReportVersion version = new ReportVersion();
  private final RosterReadiness readiness;
  private final Overflow overflow;
  private final FallbackRouting fallbackRouting;
  private final StaleEntryProbe staleEntryProbe;
  private final Admission admission;
  private final Map<String, String> searchingAgents = new LinkedHashMap<>();

  /** An empty queue with {@link #LONGEST_LINE} places. */
  public QueueMachine(String skill, AccountPolicy policy) {
    this(skill, policy, LONGEST_LINE);
  }

  /** An empty queue with this number of places. */
  public QueueMachine(String skill, AccountPolicy policy, int longestLine) {
    super(policy);
    this.skill = skill;
    this.matcher = new Matcher(skill, contents, this::send);
    this.summary = new QueueSummary(skill, contents, matcher);
    this.readiness = new RosterReadiness(matcher.roster());
    this.overflow = new Overflow(this, contents, matcher, readiness);
    this.fallbackRouting = new FallbackRouting(this, skill, contents, matcher, readiness, version);
    this.staleEntryProbe = new StaleEntryProbe(this, skill, contents);
    this.admission =
        new Admission(
            this,
            longestLine,
            contents,
            matcher,
            readiness,
            fallbackRouting,
            staleEntryProbe,
            summary);
  }

  /** The number of waiting conversations, including those that are offered. */
  public int length() {
    return contents.size();
  }

  /**
   * How many places are taken. Each conversation takes one, and more if its attributes are long
   * ({@code Inquiry.places}).
   */
  public int places() {
    return contents.places();
  }

  /** Sets the limit: new conversations are admitted while fewer places than this are taken. */
  public void admitAtMost(int places) {
    admission.admitAtMost(places);
  }

  /**
   * Limits the list of compared candidates to the offers of these conversations. The list takes
   * more time than the rest of an offer.
   */
  public void explainOnly(Predicate<String> conversations) {
    matcher.explainOnly(conversations);
  }

  /** Statistics of the queue. Only valid after {@link #wake}. */
  public QueueStatistics figures(long now) {
    return summary.figures(now);
  }

  /** The routing epoch in which a conversation waits; empty when it does not wait. For tests. */
  public Optional<Integer> routingEpochOf(String conversation) {
    return contents.find(conversation).map(QueueEntry::routingEpoch);
  }

  /** The outstanding offer of a conversation. For tests. */
  public Optional<Outstanding> offerOf(String conversation) {
    return matcher.offers().find(conversation);
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

  private void describe(Describe request, Requester client, long now) {
    answer(client, summary.page(request.after(), request.limit(), now));
  }

  private void find(DescribeConversation request, Requester client, long now) {
    answer(client, summary.find(request.conversation(), request.routingEpoch()));
  }

  private void explain(Explain request, Requester client, long now) {
    answer(client, summary.explain(request.conversation(), now));
  }

  private void describeDistribution(DescribeDistribution request, Requester client, long now) {
    answer(client, summary.distribution());
  }

  // --- removals and refusals ---

  private void remove(Remove remove, long now) {
    String id = remove.conversation();
    admission.cancel(remove);
    fallbackRouting.forget(id);
    Optional<QueueEntry> entry =
        contents.find(id).filter(one -> one.routingEpoch() <= remove.routingEpoch());
    Optional<Explanation> reasons =
        entry
            .filter(any -> remove.ended())
            .flatMap(one -> matcher.explain(one.conversation(), now));
    boolean isNew =
        !remove.reminder()
            && contents.find(id).isEmpty()
            && !contents.isGone(id, remove.routingEpoch());
    if (entry.isPresent() || isNew) {
      var placing =
          entry.flatMap(one -> matcher.leave(one.conversation(), remove.placedWith(), now));
      emit(new Left(id, remove.routingEpoch(), placing, now));
    }
    tell(id, new ConversationMessage.Removed(skill, remove.routingEpoch(), reasons));
  }

  private void refused(RecordRefusal refusal, long now) {
    Optional<QueueEntry> entry = contents.find(refusal.conversation(), refusal.routingEpoch());
    if (entry.isPresent()) {
      if (matcher.offers().find(refusal.conversation(), refusal.offer()).isPresent()) {
        matcher.giveUp(refusal.conversation());
      }
      overflow.refused(entry.get(), refusal, now);
      seekAgain(refusal.conversation(), now);
    }
    tell(refusal.conversation(), new ConversationMessage.RefusalRecorded(refusal.offer()));
  }

  private void returned(OfferReturned returned, long now) {
    if (matcher.offers().find(returned.conversation(), returned.offer()).isPresent()) {
      matcher.giveUp(returned.conversation());
      matcher.roster().seeks(returned.agent(), true, matcher.offers(), now);
      seekAgain(returned.conversation(), now);
    }
  }

  // --- reports and work searches of agents ---

  private void heard(AgentReport report, long now) {
    learn(report.agent(), report.version(), report.ringing(), now);
  }

  /**
   * Records the availability and the ringing offers of an agent; false when this version or a newer
   * one is known already.
   */
  private boolean learn(AgentAvailability agent, long itsVersion, List<Ringing> ringing, long now) {
    long known = matcher.roster().version(agent.id()).orElse(Long.MIN_VALUE);
    if (known >= itsVersion) {
      if (known > itsVersion) {
        send(new Envelope.ToAgent(agent.id(), new AgentMessage.VersionOutdated(known)));
      }
      return false;
    }
    matcher.offers().heard(agent.id(), ringing, now);
    Optional<AgentAvailability> before = queue().eligibleAgents().find(agent.id());
    boolean staffed = queue().eligibleAgents().online() > 0;
    matcher.roster().heard(agent, itsVersion, matcher.offers(), now);
    ringing.forEach(one -> matcher.adopt(one, now));
    if (!readiness.isReady()) {
      if (matcher.roster().hasHeardAll()) {
        becomeReady(now);
      }
    } else if (readiness.concludeAbsences()) {
      resume(now);
    } else if (Roster.isChanged(before, queue().eligibleAgents().find(agent.id()))) {
      boolean isStaffed = queue().eligibleAgents().online() > 0;
      if (staffed != isStaffed) {
        fallbackRouting.tellDependents(now);
      }
      overflow.openAbandoned(now);
      if (staffed && !isStaffed) {
        fallbackRouting.deserted(now);
      } else {
        fallbackRouting.sendOn(now);
      }
      matcher.seekAll(queue().line().refused(), now);
    }
    return true;
  }

  /** Answers a work search, at once or when the queue has become ready. */
  private void seeks(RequestWork seek, long now) {
    boolean isNews = learn(seek.agent(), seek.version(), seek.ringing(), now);
    if (isNews && readiness.isReady()) {
      tellBest(seek.agent().id(), seek.searchId(), now);
    } else if (isNews) {
      searchingAgents.put(seek.agent().id(), seek.searchId());
    }
  }

  private void take(RequestOffer take, long now) {
    if (!readiness.isReady() || !matcher.take(take, now)) {
      tellBest(take.agent(), take.searchId(), now);
    }
  }

  private void answerSeekers(long now) {
    searchingAgents.forEach((agent, searchId) -> tellBest(agent, searchId, now));
    searchingAgents.clear();
  }

  /**
   * Sends an agent its most urgent conversation. Conversations whose wait is over are opened first,
   * because one of them may be the most urgent.
   */
  private void tellBest(String agent, String searchId, long now) {
    overflow.openDue(now);
    Optional<QueuePosition> best =
        readiness.isReady() ? matcher.bestFor(agent, now) : Optional.empty();
    send(new Envelope.ToAgent(agent, new AgentMessage.Candidate(searchId, skill, best)));
  }

  /**
   * Seeks an agent for a conversation whose offer has ended. It is opened first: while it rang its
   * {@code maxWaitTime} may have ended, or its group may have gone offline.
   */
  private void seekAgain(String conversation, long now) {
    if (readiness.isReady()) {
      contents
          .find(conversation)
          .filter(entry -> !queue().needsAllotment(entry.conversation()))
          .ifPresent(entry -> overflow.admit(entry, now));
      matcher.seek(conversation, now);
      contents.find(conversation).ifPresent(entry -> fallbackRouting.sendOn(entry, now));
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
    if (matcher.roster().hasHeardAll()) {
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
      admission.askAgain(now);
      readiness.waitForNew(now);
      resume(now);
    }
  }

  private void rebuild(long now) {
    SkillPolicy policy = skillPolicy();
    if (!contents.plan().equals(policy.distribution())) {
      emit(new PlanAdopted(policy.distribution(), now, revision()));
    }
    admission.beginAllotting(version.next(now));
    matcher.rebuild(policy, policy(), contents.shares());
    matcher.roster().awaitUnknown().forEach(this::askToReport);
    fallbackRouting.configure();
  }

  private void becomeReady(long now) {
    readiness.becomeReady();
    resume(now);
    admission.letInHeldBack(now);
  }

  /**
   * Decides everything again: allotments, openings, redirects, work searches, and an agent for each
   * waiting conversation.
   */
  private void resume(long now) {
    new ArrayList<>(contents.entries()).forEach(entry -> readmit(entry, now));
    fallbackRouting.tellDependents(now);
    overflow.openAbandoned(now);
    overflow.openDue(now);
    fallbackRouting.sendOn(now);
    answerSeekers(now);
    matcher.seekForEverybody(now);
  }

  private void readmit(QueueEntry entry, long now) {
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
    for (Outstanding offer : matcher.offers().due(now)) {
      askAbout(offer, now);
    }
    overflow.openDue(now);
    fallbackRouting.tick(now);
    staleEntryProbe.tick(now);
  }

  private void askAbout(Outstanding offer, long now) {
    String id = offer.conversation().id();
    matcher.giveUp(id);
    matcher.roster().seeks(offer.agent(), true, matcher.offers(), now);
    tell(id, new ConversationMessage.Probe(skill, offer.routingEpoch()));
    askToReport(offer.agent());
    seekAgain(id, now);
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

  private void askToReport(String agent) {
    send(new Envelope.ToAgent(agent, new AgentMessage.RequestReport(skill)));
  }

  private void tell(String conversation, ConversationMessage message) {
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
