package io.switchboard.domain.machine;

import io.switchboard.domain.account.Account;
import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.account.CapacityMode;
import io.switchboard.domain.account.SkillPolicy;
import io.switchboard.domain.agent.AgentView;
import io.switchboard.domain.agent.Crew;
import io.switchboard.domain.agent.Presence;
import io.switchboard.domain.distribution.Allotment;
import io.switchboard.domain.distribution.Distributor;
import io.switchboard.domain.distribution.Placing;
import io.switchboard.domain.machine.Offers.Outstanding;
import io.switchboard.domain.machine.QueueEvent.Counted;
import io.switchboard.domain.machine.QueueEvent.Entered;
import io.switchboard.domain.machine.QueueEvent.Left;
import io.switchboard.domain.machine.QueueEvent.PlanAdopted;
import io.switchboard.domain.machine.QueueEvent.SentOn;
import io.switchboard.domain.machine.QueueEvent.Updated;
import io.switchboard.domain.machine.QueueSnapshot.Entry;
import io.switchboard.domain.protocol.AgentMessage;
import io.switchboard.domain.protocol.Best;
import io.switchboard.domain.protocol.Client;
import io.switchboard.domain.protocol.ConversationMessage;
import io.switchboard.domain.protocol.DistributorMessage;
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
import io.switchboard.domain.protocol.Reply;
import io.switchboard.domain.protocol.Send;
import io.switchboard.domain.queue.Access;
import io.switchboard.domain.queue.SkillQueue;
import io.switchboard.domain.queue.WaitingConversation;
import io.switchboard.domain.selection.SkillSelection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The queue of one skill: an index of who waits, in order. It holds conversations out to agents,
 * but decides nothing about who has them; what it does not know any more it asks for.
 */
public final class QueueMachine extends StateMachine<QueueMessage, QueueEvent> {
  /** How many may wait before nobody is let in any more who comes new. */
  public static final int LONGEST_LINE = 1_000_000;

  /** How long agents are waited for after waking, before anything is decided without them. */
  static final long GRACE = Duration.ofSeconds(2).toNanos();

  /**
   * How long agents are waited for before those of whom nothing has been heard count as absent.
   * Until then nothing is sent away, opened or closed because nobody seems to be there.
   */
  static final long ABSENCE = Duration.ofSeconds(60).toNanos();

  /** How often is asked again what may have been lost on the way. */
  static final long ASK_AGAIN = Duration.ofSeconds(5).toNanos();

  private final String skill;
  private final int longestLine;
  private final QueueMemory memory = new QueueMemory();
  private final Matcher matcher;
  private final Neighbours neighbours = new Neighbours();
  private final Map<String, Enqueue> arriving = new LinkedHashMap<>();
  private final Allotting allotting = new Allotting();
  private final Map<String, Long> asked = new LinkedHashMap<>();

  private boolean ready;
  private OptionalLong graceEnds = OptionalLong.empty();
  private OptionalLong judgesAt = OptionalLong.empty();
  private OptionalLong askAt = OptionalLong.empty();
  private long version = Long.MIN_VALUE;
  private long epoch;

  /** A queue in which nobody waits. */
  public QueueMachine(String skill, AccountPolicy policy) {
    this(skill, policy, LONGEST_LINE);
  }

  QueueMachine(String skill, AccountPolicy policy, int longestLine) {
    super(policy);
    this.skill = skill;
    this.longestLine = longestLine;
    this.matcher = new Matcher(skill, memory, this::send);
  }

  /** How many wait, ringing or not. */
  public int length() {
    return memory.size();
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
  public void apply(QueueEvent event) {
    memory.apply(event);
  }

  // --- what it is told ---

  @Override
  protected void decide(QueueMessage message, Client client, long now) {
    if (!isFromConversation(message, now)
        && !isFromAgent(message, now)
        && !isFromNeighbour(message, now)) {
      asked(message, client, now);
    }
    if (ready) {
      openDue(now);
    }
  }

  private boolean isFromConversation(QueueMessage message, long now) {
    if (message instanceof Enqueue enqueue) {
      if (ready) {
        enqueue(enqueue, now);
      } else {
        arriving.merge(enqueue.conversation().id(), enqueue, QueueMachine::newer);
      }
    } else if (message instanceof Remove remove) {
      remove(remove, now);
    } else if (message instanceof StillWaits still) {
      stillWaits(still);
    } else if (message instanceof EnterRefusal refusal) {
      refused(refusal, now);
    } else {
      return false;
    }
    return true;
  }

  private boolean isFromAgent(QueueMessage message, long now) {
    if (message instanceof Report report) {
      reported(report, now);
    } else if (message instanceof Seek seek) {
      hear(seek.agent(), seek.version(), now);
      candidate(seek.agent().id(), seek.ticket());
    } else if (message instanceof Take take) {
      if (!ready || !matcher.take(take, now)) {
        candidate(take.agent(), take.ticket());
      }
    } else if (message instanceof Ringing ringing) {
      matcher.adopt(ringing, now);
    } else if (message instanceof OfferReturned returned) {
      returned(returned, now);
    } else {
      return false;
    }
    return true;
  }

  private boolean isFromNeighbour(QueueMessage message, long now) {
    if (message instanceof FallbackPresence heard) {
      neighbours.heard(heard.skill(), heard.online(), heard.version());
      sendOn(now);
    } else if (message instanceof AskPresence ask) {
      tellPresence(Set.of(ask.asking()), now);
    } else if (message instanceof Allotted allotted) {
      allotted(allotted, now);
    } else {
      return false;
    }
    return true;
  }

  private void asked(QueueMessage message, Client client, long now) {
    LineDescription line = new LineDescription(skill, memory, matcher);
    if (message instanceof Describe describe) {
      answer(client, line.page(describe.after(), describe.limit(), now));
    } else if (message instanceof Find find) {
      answerIfWaiting(memory.find(find.conversation(), find.hop()).map(line::entry), client);
    } else if (message instanceof Explain explain) {
      answerIfWaiting(
          memory.find(explain.conversation()).map(entry -> explanation(entry.conversation())),
          client);
    } else if (message instanceof DescribeDistribution) {
      answer(client, new Reply.Distribution(memory.shares().map(Distributor::ledger)));
    } else {
      throw new IllegalStateException("not a message to a queue: " + message);
    }
  }

  private Reply explanation(WaitingConversation conversation) {
    return matcher
        .explain(conversation)
        .<Reply>map(Reply.Reasons::new)
        .orElse(new Reply.Refused(Reply.Reason.BUSY, "it is being allotted to a group"));
  }

  private void answerIfWaiting(Optional<? extends Reply> reply, Client client) {
    answer(
        client,
        reply
            .<Reply>map(any -> any)
            .orElse(new Reply.Refused(Reply.Reason.NOT_FOUND, "it does not wait for " + skill)));
  }

  // --- a conversation comes ---

  private static Enqueue newer(Enqueue one, Enqueue other) {
    boolean later =
        other.hop() > one.hop() || (other.hop() == one.hop() && other.revision() > one.revision());
    return later ? other : one;
  }

  private void enqueue(Enqueue enqueue, long now) {
    String id = enqueue.conversation().id();
    Optional<Entry> entry = memory.find(id);
    if (memory.isGone(id, enqueue.hop()) || entry.filter(one -> covers(one, enqueue)).isPresent()) {
      acknowledge(enqueue);
    } else if (memory.find(id, enqueue.hop()).isPresent()) {
      revise(entry.orElseThrow(), enqueue, now);
    } else if (allotting.isAwaited(enqueue)) {
      allotting.await(enqueue);
    } else if (entry.isEmpty() && mustStayOutside(enqueue)) {
      tell(id, new ConversationMessage.LineFull(enqueue.hop()));
    } else {
      allotting.cancel(id, enqueue.hop() - 1);
      entry.ifPresent(older -> matcher.leave(id, Optional.empty()));
      admit(enqueue, now);
    }
  }

  /** Whoever has been promised anything is let in however many wait. */
  private boolean mustStayOutside(Enqueue enqueue) {
    return memory.size() + allotting.size() >= longestLine
        && !enqueue.promised()
        && elsewhere(enqueue.conversation()).isEmpty();
  }

  private static boolean covers(Entry entry, Enqueue enqueue) {
    return entry.hop() > enqueue.hop()
        || (entry.hop() == enqueue.hop() && entry.revision() >= enqueue.revision());
  }

  private void acknowledge(Enqueue enqueue) {
    tell(
        enqueue.conversation().id(),
        new ConversationMessage.Enqueued(enqueue.hop(), enqueue.revision()));
  }

  private void revise(Entry entry, Enqueue enqueue, long now) {
    WaitingConversation revised =
        entry
            .conversation()
            .withInquiry(enqueue.conversation().inquiry(), enqueue.conversation().dueAt());
    emit(new Updated(enqueue.revision(), revised, Optional.empty(), now));
    matcher.revise(revised);
    acknowledge(enqueue);
  }

  private void admit(Enqueue enqueue, long now) {
    WaitingConversation asked = enqueue.conversation();
    WaitingConversation conversation =
        enqueue.returnedBy().map(agent -> queue().refuse(asked, agent, now)).orElse(asked);
    Optional<Elsewhere> elsewhere = elsewhere(conversation);
    if (elsewhere.isPresent()) {
      tell(
          conversation.id(),
          new ConversationMessage.Redirect(enqueue.hop(), elsewhere.get().skill(), true));
    } else if (queue().needsAllotment(conversation)) {
      allot(
          new Enqueue(
              enqueue.hop(),
              enqueue.revision(),
              conversation,
              Optional.empty(),
              enqueue.promised()),
          now);
    } else {
      enter(enqueue, queue().admitted(conversation, now), Optional.empty(), now);
    }
  }

  /** The skill to which a conversation goes; empty: to be chosen again. */
  private record Elsewhere(Optional<String> skill) {}

  private Optional<Elsewhere> elsewhere(WaitingConversation conversation) {
    if (!exists()) {
      return Optional.of(new Elsewhere(Optional.empty()));
    }
    return conversation.assignedBefore() || !judgesAbsence()
        ? Optional.empty()
        : new SkillSelection(policy())
            .fallback(skill, neighbours)
            .map(target -> new Elsewhere(Optional.of(target)));
  }

  private void enter(
      Enqueue enqueue, WaitingConversation conversation, Optional<Allotment> allotment, long now) {
    asked.remove(conversation.id());
    emit(new Entered(enqueue.hop(), enqueue.revision(), conversation, allotment, now));
    acknowledge(enqueue);
    matcher.enter(conversation, now);
  }

  private void allot(Enqueue enqueue, long now) {
    allotting.await(enqueue);
    send(
        new Send.ToDistributor(
            new DistributorMessage.Allot(
                enqueue.conversation().id(), enqueue.hop(), queue().situation(now))));
  }

  private void allotted(Allotted answer, long now) {
    if (answer.epoch() != epoch) {
      return;
    }
    allotting
        .answered(answer.conversation(), answer.hop())
        .ifPresent(pending -> allotted(pending, answer.allotment(), now));
  }

  private void allotted(Allotting.Pending pending, Allotment allotment, long now) {
    Enqueue enqueue = pending.enqueue();
    Optional<Entry> entry = memory.find(enqueue.conversation().id(), enqueue.hop());
    if (pending.cancelled()) {
      emit(new Counted(allotment, now));
    } else if (entry.isPresent()) {
      WaitingConversation changed = queue().allotted(entry.get().conversation(), allotment, now);
      emit(new Updated(entry.get().revision(), changed, Optional.of(allotment), now));
      matcher.enter(changed, now);
    } else {
      WaitingConversation changed = queue().allotted(enqueue.conversation(), allotment, now);
      enter(enqueue, changed, Optional.of(allotment), now);
      memory.find(changed.id()).ifPresent(entered -> sendOn(entered, now));
    }
  }

  // --- a conversation goes ---

  private void remove(Remove remove, long now) {
    String id = remove.conversation();
    allotting.cancel(id, remove.hop());
    arriving.computeIfPresent(id, (any, one) -> one.hop() <= remove.hop() ? null : one);
    asked.remove(id);
    Optional<Entry> entry = memory.find(id).filter(one -> one.hop() <= remove.hop());
    if (entry.isPresent()) {
      Optional<Outstanding> offered = matcher.leave(id, remove.placedWith());
      Optional<Placing> placing =
          remove.placedWith().flatMap(agent -> placing(entry.get().conversation(), agent, offered));
      emit(new Left(id, remove.hop(), placing, now));
    } else if (memory.find(id).isEmpty() && !memory.isGone(id, remove.hop())) {
      emit(new Left(id, remove.hop(), Optional.empty(), now));
    }
    tell(id, new ConversationMessage.Removed(skill, remove.hop()));
  }

  private Optional<Placing> placing(
      WaitingConversation conversation, String agent, Optional<Outstanding> offered) {
    if (offered.filter(offer -> offer.agent().equals(agent)).isPresent()) {
      return offered.get().placing();
    }
    boolean targeted = conversation.access() instanceof Access.OnlyAgent;
    return Optional.ofNullable(policy().agents().get(agent))
        .flatMap(one -> one.group())
        .filter(group -> memory.plan().filter(plan -> plan.includes(group)).isPresent())
        .map(
            group ->
                new Placing(
                    targeted ? Optional.empty() : conversation.group(), group, Set.of(group)));
  }

  private void refused(EnterRefusal refusal, long now) {
    Optional<Entry> entry = memory.find(refusal.conversation(), refusal.hop());
    if (entry.isPresent()) {
      WaitingConversation before = entry.get().conversation();
      if (matcher.offers().find(before.id(), refusal.offer()).isPresent()) {
        matcher.giveUp(before.id());
      }
      if (!before.refusedBy().contains(refusal.agent())
          || before.access() instanceof Access.OnlyAgent) {
        update(entry.get(), refusedBy(before, refusal.agent(), now), now);
      }
      isInLine(before.id(), now);
    }
    tell(refusal.conversation(), new ConversationMessage.RefusalEntered(refusal.offer()));
  }

  private void update(Entry entry, WaitingConversation changed, long now) {
    emit(new Updated(entry.revision(), changed, Optional.empty(), now));
    matcher.revise(changed);
  }

  private void returned(OfferReturned returned, long now) {
    if (matcher.offers().find(returned.conversation(), returned.offer()).isPresent()) {
      matcher.giveUp(returned.conversation());
      matcher.roster().busy(returned.agent(), matcher.offers());
      isInLine(returned.conversation(), now);
    }
  }

  // --- agents come and go ---

  /** Whether it is known who is not there. */
  private boolean judgesAbsence() {
    return judgesAt.isEmpty();
  }

  private void reported(Report report, long now) {
    String agent = report.agent().id();
    if (matcher.roster().isOutdated(agent, report.version())) {
      return;
    }
    matcher.offers().heard(agent, report.ringing(), now);
    report.ringing().forEach(ringing -> matcher.adopt(ringing, now));
    if (hear(report.agent(), report.version(), now) && ready) {
      matcher.serve(agent, now);
    }
  }

  private boolean hear(AgentView view, long newVersion, long now) {
    Crew crew = queue().crew();
    Optional<AgentView> before = crew.find(view.id());
    boolean staffed = crew.online() > 0;
    if (!matcher.roster().heard(view, newVersion, false, matcher.offers())) {
      return false;
    }
    if (!ready) {
      if (matcher.roster().hasHeardAll()) {
        becomeReady(now);
      }
    } else if (!judgesAbsence() && matcher.roster().hasHeardAll()) {
      judgesAt = OptionalLong.empty();
      resume(now);
    } else if (isChanged(before, crew.find(view.id()))) {
      if (staffed != crew.online() > 0) {
        tellPresence(neighbours.dependents(), now);
      }
      openAbandoned(now);
      sendOn(now);
      matcher.seekAll(queue().line().refused(), now);
    }
    return true;
  }

  /** What decides who may be given what, but for what an agent has in their hands. */
  private record Standing(String group, Presence presence, CapacityMode mode, int maximum) {
    static Standing of(AgentView agent) {
      return new Standing(agent.group(), agent.presence(), agent.mode(), agent.maximum());
    }
  }

  private static boolean isChanged(Optional<AgentView> before, Optional<AgentView> after) {
    return after.isPresent() && !before.map(Standing::of).equals(after.map(Standing::of));
  }

  private void openAbandoned(long now) {
    if (judgesAbsence()) {
      matcher.teams().forEach(team -> open(queue().abandoned(team), now));
    }
  }

  private WaitingConversation refusedBy(WaitingConversation before, String agent, long now) {
    if (judgesAbsence() || before.access() instanceof Access.OnlyAgent) {
      return queue().refuse(before, agent, now);
    }
    Set<String> refusing = new LinkedHashSet<>(before.refusedBy());
    refusing.add(agent);
    return before.withRefusedBy(refusing);
  }

  private void candidate(String agent, String ticket) {
    Optional<Best> best = ready ? matcher.bestFor(agent) : Optional.empty();
    send(new Send.ToAgent(agent, new AgentMessage.Candidate(ticket, skill, best)));
  }

  private void tellPresence(Set<String> skills, long now) {
    version = Math.max(version + 1, now);
    skills.forEach(
        other ->
            send(
                new Send.ToQueue(
                    other, new FallbackPresence(skill, queue().crew().online() > 0, version))));
  }

  /** Sends on what cannot stay, or need not: nobody is here, but somebody of the fallback is. */
  private void sendOn(long now) {
    if (!ready) {
      return;
    }
    boolean somethingMoves =
        !exists()
            || !asked.isEmpty()
            || new SkillSelection(policy()).fallback(skill, neighbours).isPresent();
    if (somethingMoves) {
      new ArrayList<>(memory.entries()).forEach(entry -> sendOn(entry, now));
    }
    boolean mayMoveLater =
        !neighbours.chain().isEmpty() && queue().crew().online() == 0 && memory.size() > 0;
    if (mayMoveLater) {
      askAgain(now);
    }
  }

  private void sendOn(Entry entry, long now) {
    String id = entry.conversation().id();
    if (matcher.offers().find(id).isPresent() || asked.getOrDefault(id, now) > now) {
      return;
    }
    Optional<Elsewhere> elsewhere = elsewhere(entry.conversation());
    if (elsewhere.isPresent()) {
      if (!entry.sentOn()) {
        emit(new SentOn(id, entry.hop(), now));
      }
      tell(id, new ConversationMessage.Redirect(entry.hop(), elsewhere.get().skill(), false));
    } else if (asked.containsKey(id)) {
      tell(id, new ConversationMessage.Probe(skill, entry.hop()));
    } else {
      return;
    }
    asked.put(id, now + ASK_AGAIN);
    askAgain(now);
  }

  private void stillWaits(StillWaits still) {
    if (memory.find(still.conversation(), still.hop()).isPresent()) {
      asked.remove(still.conversation());
    }
  }

  private void askAgain(long now) {
    if (askAt.isEmpty()) {
      askAt = OptionalLong.of(now + ASK_AGAIN);
    }
  }

  /** A conversation is in its place, to which it has come (back) by itself. */
  private void isInLine(String conversation, long now) {
    if (ready) {
      matcher.seek(conversation, now);
      memory.find(conversation).ifPresent(entry -> sendOn(entry, now));
    }
  }

  // --- time passes ---

  @Override
  protected void onWake(long now) {
    matcher.begin(now);
    rebuild(now);
    memory.entries().stream()
        .filter(Entry::sentOn)
        .forEach(entry -> asked.put(entry.conversation().id(), now));
    askNeighbours();
    if (matcher.roster().hasHeardAll()) {
      becomeReady(now);
    } else {
      graceEnds = OptionalLong.of(now + GRACE);
      judgesAt = OptionalLong.of(now + ABSENCE);
    }
  }

  @Override
  protected void onConfigured(long now) {
    rebuild(now);
    askNeighbours();
    if (ready) {
      askAgainForGroups(now);
      judgesAt =
          matcher.roster().hasHeardAll() ? OptionalLong.empty() : OptionalLong.of(now + ABSENCE);
      resume(now);
    }
  }

  private void askAgainForGroups(long now) {
    for (Enqueue enqueue : allotting.restart()) {
      if (memory.find(enqueue.conversation().id(), enqueue.hop()).isEmpty()) {
        admit(enqueue, now);
      }
    }
  }

  private void rebuild(long now) {
    SkillPolicy policy = skillPolicy();
    if (!memory.plan().equals(policy.distribution())) {
      emit(new PlanAdopted(policy.distribution(), now));
    }
    version = Math.max(version + 1, now);
    epoch = version;
    memory
        .shares()
        .ifPresent(
            shares ->
                send(
                    new Send.ToDistributor(
                        new DistributorMessage.Begin(
                            epoch, memory.plan().orElseThrow(), shares.state()))));
    matcher.rebuild(policy, policy(), memory.shares());
    neighbours.configure(skill, queue().crew(), policy());
    matcher.roster().awaitUnknown().forEach(this::askToReport);
  }

  private void becomeReady(long now) {
    ready = true;
    graceEnds = OptionalLong.empty();
    if (matcher.roster().hasHeardAll()) {
      judgesAt = OptionalLong.empty();
    }
    resume(now);
    List<Enqueue> arrived = new ArrayList<>(arriving.values());
    arriving.clear();
    arrived.forEach(enqueue -> enqueue(enqueue, now));
  }

  /** Looks at everything anew: what must be allotted, opened, sent on, and who may be served. */
  private void resume(long now) {
    new ArrayList<>(memory.entries()).forEach(entry -> readmit(entry, now));
    tellPresence(neighbours.dependents(), now);
    openAbandoned(now);
    openDue(now);
    sendOn(now);
    matcher.seekForEverybody(now);
  }

  private void readmit(Entry entry, long now) {
    WaitingConversation conversation = entry.conversation();
    Enqueue anew = new Enqueue(entry.hop(), entry.revision(), conversation, Optional.empty(), true);
    if (queue().needsAllotment(conversation)) {
      if (!allotting.isAwaited(anew)) {
        allot(anew, now);
      }
    } else if (judgesAbsence()) {
      WaitingConversation admitted = queue().admitted(conversation, now);
      if (!admitted.equals(conversation)) {
        update(entry, admitted, now);
      }
    }
  }

  @Override
  protected void onTick(long now) {
    if (Timers.isDue(graceEnds, now)) {
      becomeReady(now);
    }
    if (Timers.isDue(judgesAt, now)) {
      judgesAt = OptionalLong.empty();
      matcher.roster().waitNoLonger();
      resume(now);
    }
    for (Outstanding offer : matcher.offers().due(now)) {
      askAbout(offer, now);
    }
    if (ready) {
      openDue(now);
    }
    if (Timers.isDue(askAt, now)) {
      askAt = OptionalLong.empty();
      askNeighbours();
      sendOn(now);
    }
  }

  private void askAbout(Outstanding offer, long now) {
    String id = offer.conversation().id();
    matcher.giveUp(id);
    matcher.roster().busy(offer.agent(), matcher.offers());
    tell(id, new ConversationMessage.Probe(skill, offer.hop()));
    askToReport(offer.agent());
    isInLine(id, now);
  }

  private void openDue(long now) {
    open(queue().overdue(now), now);
    open(queue().expiredTargets(now), now);
  }

  private void open(List<WaitingConversation> opened, long now) {
    opened.forEach(one -> update(memory.find(one.id()).orElseThrow(), one, now));
    matcher.seekAll(opened, now);
  }

  @Override
  public OptionalLong nextTimer() {
    return Timers.earliest(
        graceEnds,
        judgesAt,
        askAt,
        matcher.offers().nextDeadline(),
        ready ? queue().nextOpening() : OptionalLong.empty(),
        ready ? queue().nextTargetExpiry() : OptionalLong.empty());
  }

  private void askToReport(String agent) {
    send(new Send.ToAgent(agent, new AgentMessage.ReportTo(skill)));
  }

  private void askNeighbours() {
    neighbours.chain().forEach(other -> send(new Send.ToQueue(other, new AskPresence(skill))));
  }

  private void tell(String conversation, ConversationMessage message) {
    send(new Send.ToConversation(conversation, message));
  }

  private SkillQueue queue() {
    return matcher.queue();
  }

  private boolean exists() {
    return policy().skills().containsKey(skill);
  }

  private SkillPolicy skillPolicy() {
    SkillPolicy known = policy().skills().get(skill);
    return known != null ? known : policy().skills().get(Account.UNASSIGNED).unstaffed(skill);
  }
}
