package io.switchboard.domain.machine;

import io.switchboard.domain.account.Account;
import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.account.SkillPolicy;
import io.switchboard.domain.agent.AgentView;
import io.switchboard.domain.machine.Offers.Outstanding;
import io.switchboard.domain.machine.QueueEvent.Left;
import io.switchboard.domain.machine.QueueEvent.PlanAdopted;
import io.switchboard.domain.machine.QueueSnapshot.Entry;
import io.switchboard.domain.protocol.AgentMessage;
import io.switchboard.domain.protocol.Best;
import io.switchboard.domain.protocol.Client;
import io.switchboard.domain.protocol.ConversationMessage;
import io.switchboard.domain.protocol.QueueMessage;
import io.switchboard.domain.protocol.QueueMessage.Allotted;
import io.switchboard.domain.protocol.QueueMessage.AskPresence;
import io.switchboard.domain.protocol.QueueMessage.Describe;
import io.switchboard.domain.protocol.QueueMessage.DescribeDistribution;
import io.switchboard.domain.protocol.QueueMessage.Enqueue;
import io.switchboard.domain.protocol.QueueMessage.EnterRefusal;
import io.switchboard.domain.protocol.QueueMessage.Explain;
import io.switchboard.domain.protocol.QueueMessage.FallbackPresence;
import io.switchboard.domain.protocol.QueueMessage.Find;
import io.switchboard.domain.protocol.QueueMessage.OfferReturned;
import io.switchboard.domain.protocol.QueueMessage.Remove;
import io.switchboard.domain.protocol.QueueMessage.Report;
import io.switchboard.domain.protocol.QueueMessage.Ringing;
import io.switchboard.domain.protocol.QueueMessage.Seek;
import io.switchboard.domain.protocol.QueueMessage.StillWaits;
import io.switchboard.domain.protocol.QueueMessage.Take;
import io.switchboard.domain.protocol.Send;
import io.switchboard.domain.queue.SkillQueue;
import io.switchboard.domain.routing.Explanation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * The queue of one skill: an index of who waits, in order. It holds conversations out to agents,
 * but decides nothing about who has them; what it does not know any more it asks for.
 */
public final class QueueMachine extends StateMachine<QueueMessage, QueueEvent> {
  /** How many places a line has unless {@link #admitAtMost} says otherwise. */
  public static final int LONGEST_LINE = 1_000_000;

  private static final MessageHandlers<QueueMachine, QueueMessage> HANDLERS =
      MessageHandlers.<QueueMachine, QueueMessage>of(QueueMessage.class)
          .message(Enqueue.class, (queue, enqueue, now) -> queue.arrivals.arrived(enqueue, now))
          .message(Remove.class, QueueMachine::remove)
          .message(StillWaits.class, (queue, still, now) -> queue.onward.stillWaits(still))
          .message(EnterRefusal.class, QueueMachine::refused)
          .message(Report.class, QueueMachine::heard)
          .message(Seek.class, QueueMachine::seeks)
          .message(Take.class, QueueMachine::take)
          .message(Ringing.class, (queue, ringing, now) -> queue.matcher.adopt(ringing, now))
          .message(OfferReturned.class, QueueMachine::returned)
          .message(FallbackPresence.class, (queue, heard, now) -> queue.onward.heard(heard, now))
          .message(AskPresence.class, (queue, ask, now) -> queue.onward.asked(ask, now))
          .message(Allotted.class, (queue, allotted, now) -> queue.arrivals.allotted(allotted, now))
          .request(Describe.class, QueueMachine::describe)
          .request(Find.class, QueueMachine::find)
          .request(Explain.class, QueueMachine::explain)
          .request(DescribeDistribution.class, QueueMachine::describeDistribution)
          .complete();

  private final String skill;
  private final QueueMemory memory = new QueueMemory();
  private final Matcher matcher;
  private final LineDescription line;
  private final Version version = new Version();
  private final Attendance attendance;
  private final Opening opening;
  private final SendingOn onward;
  private final RollCall rollCall;
  private final Arrivals arrivals;
  private final Map<String, String> seekers = new LinkedHashMap<>();

  /** A queue in which nobody waits. */
  public QueueMachine(String skill, AccountPolicy policy) {
    this(skill, policy, LONGEST_LINE);
  }

  QueueMachine(String skill, AccountPolicy policy, int longestLine) {
    super(policy);
    this.skill = skill;
    this.matcher = new Matcher(skill, memory, this::send);
    this.line = new LineDescription(skill, memory, matcher);
    this.attendance = new Attendance(matcher.roster());
    this.opening = new Opening(this, memory, matcher, attendance);
    this.onward = new SendingOn(this, skill, memory, matcher, attendance, version);
    this.rollCall = new RollCall(this, skill, memory);
    this.arrivals =
        new Arrivals(this, longestLine, memory, matcher, attendance, onward, rollCall, line);
  }

  /** How many wait, ringing or not. */
  public int length() {
    return memory.size();
  }

  /** How many places are taken: by each who waits one, and more by those with long attributes. */
  public int places() {
    return memory.places();
  }

  /** From now on whoever comes new is let in while fewer places are taken than this. */
  public void admitAtMost(int places) {
    arrivals.admitAtMost(places);
  }

  /**
   * From now on an offer names the candidates that were compared only when it is of one of these
   * conversations. To name them takes longer than all else that an offer needs.
   */
  public void explainOnly(Predicate<String> conversations) {
    matcher.explainOnly(conversations);
  }

  /** How the line is; once the machine has been woken. */
  public LineFigures figures(long now) {
    return line.figures(now);
  }

  /** The place of every conversation that waits, the hop included; for those who check it. */
  public Optional<Integer> hopOf(String conversation) {
    return memory.find(conversation).map(Entry::hop);
  }

  /** To whom a conversation is held out; for those who check it. */
  Optional<Outstanding> offerOf(String conversation) {
    return matcher.offers().find(conversation);
  }

  /** All that must not be forgotten, as it is now. */
  public QueueSnapshot snapshot() {
    return memory.snapshot();
  }

  /** Goes on from what was remembered. */
  public void restore(QueueSnapshot remembered) {
    memory.restore(remembered);
  }

  @Override
  public Optional<Long> asOf() {
    return memory.asOf();
  }

  @Override
  public void apply(QueueEvent event) {
    memory.apply(event);
  }

  // --- what it is told ---

  @Override
  protected void decide(QueueMessage message, Client client, long now) {
    HANDLERS.handle(this, message, client, now);
    opening.openDue(now);
  }

  private void describe(Describe request, Client client, long now) {
    answer(client, line.page(request.after(), request.limit(), now));
  }

  private void find(Find request, Client client, long now) {
    answer(client, line.find(request.conversation(), request.hop()));
  }

  private void explain(Explain request, Client client, long now) {
    answer(client, line.explain(request.conversation(), now));
  }

  private void describeDistribution(DescribeDistribution request, Client client, long now) {
    answer(client, line.distribution());
  }

  // --- a conversation goes ---

  private void remove(Remove remove, long now) {
    String id = remove.conversation();
    arrivals.cancel(remove);
    onward.forget(id);
    Optional<Entry> entry = memory.find(id).filter(one -> one.hop() <= remove.hop());
    Optional<Explanation> reasons =
        entry
            .filter(any -> remove.ended())
            .flatMap(one -> matcher.explain(one.conversation(), now));
    boolean isNew =
        !remove.reminder() && memory.find(id).isEmpty() && !memory.isGone(id, remove.hop());
    if (entry.isPresent() || isNew) {
      var placing =
          entry.flatMap(one -> matcher.leave(one.conversation(), remove.placedWith(), now));
      emit(new Left(id, remove.hop(), placing, now));
    }
    tell(id, new ConversationMessage.Removed(skill, remove.hop(), reasons));
  }

  private void refused(EnterRefusal refusal, long now) {
    Optional<Entry> entry = memory.find(refusal.conversation(), refusal.hop());
    if (entry.isPresent()) {
      if (matcher.offers().find(refusal.conversation(), refusal.offer()).isPresent()) {
        matcher.giveUp(refusal.conversation());
      }
      opening.refused(entry.get(), refusal, now);
      seekAgain(refusal.conversation(), now);
    }
    tell(refusal.conversation(), new ConversationMessage.RefusalEntered(refusal.offer()));
  }

  private void returned(OfferReturned returned, long now) {
    if (matcher.offers().find(returned.conversation(), returned.offer()).isPresent()) {
      matcher.giveUp(returned.conversation());
      matcher.roster().seeks(returned.agent(), true, matcher.offers(), now);
      seekAgain(returned.conversation(), now);
    }
  }

  // --- agents come and go ---

  private void heard(Report report, long now) {
    learn(report.agent(), report.version(), report.ringing(), now);
  }

  /** Notes how an agent is and what rings at them; false when something newer is known. */
  private boolean learn(AgentView agent, long itsVersion, List<Ringing> ringing, long now) {
    long known = matcher.roster().version(agent.id()).orElse(Long.MIN_VALUE);
    if (known >= itsVersion) {
      if (known > itsVersion) {
        send(new Send.ToAgent(agent.id(), new AgentMessage.Outdated(known)));
      }
      return false;
    }
    matcher.offers().heard(agent.id(), ringing, now);
    Optional<AgentView> before = queue().crew().find(agent.id());
    boolean staffed = queue().crew().online() > 0;
    matcher.roster().heard(agent, itsVersion, matcher.offers(), now);
    ringing.forEach(one -> matcher.adopt(one, now));
    if (!attendance.isReady()) {
      if (matcher.roster().hasHeardAll()) {
        becomeReady(now);
      }
    } else if (attendance.concludeAbsences()) {
      resume(now);
    } else if (Roster.isChanged(before, queue().crew().find(agent.id()))) {
      boolean isStaffed = queue().crew().online() > 0;
      if (staffed != isStaffed) {
        onward.tellDependents(now);
      }
      opening.openAbandoned(now);
      if (staffed && !isStaffed) {
        onward.deserted(now);
      } else {
        onward.sendOn(now);
      }
      matcher.seekAll(queue().line().refused(), now);
    }
    return true;
  }

  /** Answers an agent who seeks, once it can be said what is the most urgent for them. */
  private void seeks(Seek seek, long now) {
    boolean isNews = learn(seek.agent(), seek.version(), seek.ringing(), now);
    if (isNews && attendance.isReady()) {
      tellBest(seek.agent().id(), seek.ticket(), now);
    } else if (isNews) {
      seekers.put(seek.agent().id(), seek.ticket());
    }
  }

  private void take(Take take, long now) {
    if (!attendance.isReady() || !matcher.take(take, now)) {
      tellBest(take.agent(), take.ticket(), now);
    }
  }

  private void answerSeekers(long now) {
    seekers.forEach((agent, ticket) -> tellBest(agent, ticket, now));
    seekers.clear();
  }

  /** What is due is open before anything is said about what is the most urgent. */
  private void tellBest(String agent, String ticket, long now) {
    opening.openDue(now);
    Optional<Best> best = attendance.isReady() ? matcher.bestFor(agent, now) : Optional.empty();
    send(new Send.ToAgent(agent, new AgentMessage.Candidate(ticket, skill, best)));
  }

  /**
   * Seeks an agent for a conversation that is back in its place. It is opened first: time may have
   * passed and its group may have left while it rang.
   */
  private void seekAgain(String conversation, long now) {
    if (attendance.isReady()) {
      memory
          .find(conversation)
          .filter(entry -> !queue().needsAllotment(entry.conversation()))
          .ifPresent(entry -> opening.admit(entry, now));
      matcher.seek(conversation, now);
      memory.find(conversation).ifPresent(entry -> onward.sendOn(entry, now));
    }
  }

  // --- time passes ---

  @Override
  protected void onWake(long now) {
    emit(new QueueEvent.Began(now));
    matcher.begin(now);
    rebuild(now);
    onward.wake(now);
    rollCall.wake(now);
    if (matcher.roster().hasHeardAll()) {
      becomeReady(now);
    } else {
      attendance.await(now);
    }
  }

  @Override
  protected void onConfigured(long now) {
    if (attendance.isReady()) {
      opening.admitOffered(now);
    }
    rebuild(now);
    if (attendance.isReady()) {
      arrivals.askAgain(now);
      attendance.waitForNew(now);
      resume(now);
    }
  }

  private void rebuild(long now) {
    SkillPolicy policy = skillPolicy();
    if (!memory.plan().equals(policy.distribution())) {
      emit(new PlanAdopted(policy.distribution(), now, revision()));
    }
    arrivals.beginAllotting(version.next(now));
    matcher.rebuild(policy, policy(), memory.shares());
    matcher.roster().awaitUnknown().forEach(this::askToReport);
    onward.configure();
  }

  private void becomeReady(long now) {
    attendance.becomeReady();
    resume(now);
    arrivals.letInHeldBack(now);
  }

  /** Looks at everything anew: what must be allotted, opened, sent on, and who may be served. */
  private void resume(long now) {
    new ArrayList<>(memory.entries()).forEach(entry -> readmit(entry, now));
    onward.tellDependents(now);
    opening.openAbandoned(now);
    opening.openDue(now);
    onward.sendOn(now);
    answerSeekers(now);
    matcher.seekForEverybody(now);
  }

  private void readmit(Entry entry, long now) {
    if (!arrivals.reallot(entry, now)) {
      opening.admit(entry, now);
    }
  }

  @Override
  protected void onTick(long now) {
    if (attendance.isGraceOver(now)) {
      becomeReady(now);
    }
    if (attendance.stopsWaiting(now)) {
      resume(now);
    }
    for (Outstanding offer : matcher.offers().due(now)) {
      askAbout(offer, now);
    }
    opening.openDue(now);
    onward.tick(now);
    rollCall.tick(now);
  }

  private void askAbout(Outstanding offer, long now) {
    String id = offer.conversation().id();
    matcher.giveUp(id);
    matcher.roster().seeks(offer.agent(), true, matcher.offers(), now);
    tell(id, new ConversationMessage.Probe(skill, offer.hop()));
    askToReport(offer.agent());
    seekAgain(id, now);
  }

  @Override
  public OptionalLong nextDue() {
    return opening.nextTimer();
  }

  @Override
  protected OptionalLong nextRepetition() {
    return Timers.earliest(
        attendance.nextTimer(),
        onward.nextTimer(),
        rollCall.nextTimer(),
        matcher.offers().nextDeadline());
  }

  private void askToReport(String agent) {
    send(new Send.ToAgent(agent, new AgentMessage.ReportTo(skill)));
  }

  private void tell(String conversation, ConversationMessage message) {
    send(new Send.ToConversation(conversation, message));
  }

  private SkillQueue queue() {
    return matcher.queue();
  }

  private SkillPolicy skillPolicy() {
    SkillPolicy known = policy().skills().get(skill);
    return known != null ? known : policy().skills().get(Account.UNASSIGNED).unstaffed(skill);
  }
}
