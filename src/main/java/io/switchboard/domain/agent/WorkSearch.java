package io.switchboard.domain.agent;

import io.switchboard.domain.protocol.AgentMessage.Candidate;
import io.switchboard.domain.protocol.AgentMessage.Offer;
import io.switchboard.domain.protocol.Envelope;
import io.switchboard.domain.protocol.QueueMessage;
import io.switchboard.domain.protocol.QueueMessage.Ringing;
import io.switchboard.domain.protocol.QueuePosition;
import io.switchboard.domain.routing.AgentAvailability;
import io.switchboard.domain.statemachine.MachinePart;
import io.switchboard.domain.statemachine.ReportVersion;
import io.switchboard.domain.statemachine.StateMachine;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Tells the queues of an agent how the agent is, and looks for the most urgent conversation of them
 * all when there is room. While a search lasts the agent takes nothing else.
 */
final class WorkSearch extends MachinePart<AgentEvent> {
  /** How often queues are told how an agent is although nothing has changed. */
  static final long REPORT_EVERY = Duration.ofSeconds(30).toNanos();

  /** How soon they are asked once more when one of them has not answered; later ever later. */
  static final long ASK_AGAIN = Duration.ofSeconds(2).toNanos();

  /** How often they are told of an agent who is gone: any one report may be lost. */
  private static final int FAREWELLS = 3;

  private final String agent;
  private final AgentCapacity room;
  private final RingingOffers ringingOffers;
  private final ReportVersion version = new ReportVersion();
  private Optional<SearchRound> search = Optional.empty();
  private long reportAt = Long.MAX_VALUE;
  private long askAgainAfter = ASK_AGAIN;
  private boolean passedOver;
  private int said;

  WorkSearch(
      StateMachine<?, AgentEvent> whole,
      String agent,
      AgentCapacity room,
      RingingOffers ringingOffers) {
    super(whole);
    this.agent = agent;
    this.room = room;
    this.ringingOffers = ringingOffers;
  }

  /** Looks for the most urgent conversation if there is room; tells all queues in any case. */
  void seek(long now) {
    reportAt = now + REPORT_EVERY;
    if (search.isPresent()) {
      search.get().repeatLater();
      return;
    }
    said++;
    long latest = version.next(now);
    AgentAvailability view = room.view(now);
    Set<String> asked = new LinkedHashSet<>();
    for (String skill : room.own().skills()) {
      if (room.isOpenFor(skill, now)) {
        asked.add(skill);
      }
    }
    String searchId = agent + "-" + latest;
    for (String skill : room.own().skills()) {
      List<Ringing> ringing = ringingOffers.from(skill, now);
      send(
          new Envelope.ToQueue(
              skill,
              asked.contains(skill)
                  ? new QueueMessage.RequestWork(view, latest, ringing, searchId)
                  : new QueueMessage.AgentReport(view, latest, ringing)));
    }
    if (!asked.isEmpty()) {
      search = Optional.of(new SearchRound(searchId, asked, now));
    }
  }

  /** Tells one queue how the agent is, be it that they do not serve it any more. */
  void report(String skill, long now) {
    AgentAvailability view = room.view(now);
    boolean serves = room.own().skills().contains(skill);
    send(
        new Envelope.ToQueue(
            skill,
            new QueueMessage.AgentReport(
                serves ? view : view.loggedOut(),
                version.next(now),
                ringingOffers.from(skill, now))));
  }

  /** Tells one queue how the agent is, and asks it with all the others if there is room. */
  void answer(String skill, long now) {
    if (search.isEmpty() && room.isOpenFor(skill, now)) {
      seek(now);
    } else {
      repeatLater();
      report(skill, now);
    }
  }

  /** A queue knows what was said in a life whose clock was ahead of this one's. */
  void outdated(long known, long now) {
    if (version.passes(known)) {
      seekAnew(now);
    }
  }

  // --- a search ---

  boolean isUnderWay() {
    return search.isPresent();
  }

  /** Whether something else is being looked for than is offered here. */
  boolean isForAnother(Offer offer) {
    return search.isPresent() && offer.searchId().filter(search.get().searchId()::equals).isEmpty();
  }

  /** Something happened meanwhile that makes another search worth while. */
  void repeatLater() {
    search.ifPresent(SearchRound::repeatLater);
  }

  /** What was offered has been taken: the search is over, and another may begin. */
  void taken(long now) {
    askAgainAfter = ASK_AGAIN;
    seekAnew(now);
  }

  /** They come or go, which all queues are told whatever was being looked for. */
  void becomes(long now) {
    said = 0;
    seekAnew(now);
  }

  /** Tells all queues at once, and looks anew if there is room; what was being taken is void. */
  private void seekAnew(long now) {
    search.ifPresent(this::giveBack);
    search = Optional.empty();
    seek(now);
  }

  private void giveBack(SearchRound left) {
    left.leave().forEach(ringingOffers::sendBack);
  }

  /** Keeps what is held out while something is looked for; false when nothing is, or too late. */
  boolean keeps(Offer offer) {
    return isForAnother(offer) && search.orElseThrow().keep(offer);
  }

  /** What may have been kept does not stand any more. */
  void withdraw(String offer) {
    search.ifPresent(one -> one.withdraw(offer));
  }

  /** Notes the answer of a queue; what was kept, if that turns out to be the most urgent. */
  Optional<Offer> candidate(Candidate candidate, long now) {
    if (search.filter(one -> one.searchId().equals(candidate.searchId())).isEmpty()) {
      return Optional.empty();
    }
    if (search.get().isTaking()) {
      seekAnew(now);
    } else if (search.get().answered(candidate.skill(), candidate.best().filter(this::isNew))) {
      askAgainAfter = search.get().foundNothing() ? ASK_AGAIN : askAgainAfter;
      return takeMostUrgent(now);
    }
    return Optional.empty();
  }

  /** What the agent has claimed, and its queue does not know yet, is no find; soon it will know. */
  private boolean isNew(QueuePosition best) {
    boolean has = room.contains(best.conversation());
    passedOver |= has;
    return !has;
  }

  /** It is decided who has what the agent claimed: what was passed over for it may come now. */
  void decided(long now) {
    if (passedOver) {
      passedOver = false;
      seek(now);
    }
  }

  /** A queue may take the agent for one who is looking, so they soon look. */
  void seekSoon(long now) {
    reportAt = Math.min(reportAt, now + ASK_AGAIN);
  }

  private Optional<Offer> takeMostUrgent(long now) {
    SearchRound current = search.orElseThrow();
    Optional<SearchRound.Find> find = current.take(now);
    Optional<Offer> kept = find.flatMap(SearchRound.Find::kept);
    giveBack(current);
    if (kept.isPresent()) {
      search = Optional.empty();
    } else if (find.isPresent()) {
      send(
          new Envelope.ToQueue(
              find.get().skill(),
              new QueueMessage.RequestOffer(
                  current.searchId(), agent, find.get().best(), find.get().rivals())));
    } else {
      search = Optional.empty();
      if (current.isToBeRepeated()) {
        seek(now);
      }
    }
    return kept;
  }

  // --- time passes ---

  /**
   * Waits no longer for an answer that is due; who did not give it is asked again soon.
   *
   * @return what was kept, if that is the most urgent of what was answered
   */
  Optional<Offer> tick(long now) {
    if (search.filter(one -> one.deadline() <= now).isEmpty()) {
      return Optional.empty();
    }
    reportAt = now + askAgainAfter;
    askAgainAfter = Math.min(REPORT_EVERY, 2 * askAgainAfter);
    SearchRound current = search.orElseThrow();
    if (!current.isTaking()) {
      return takeMostUrgent(now);
    }
    search = Optional.empty();
    if (current.isToBeRepeated()) {
      seek(now);
    }
    return Optional.empty();
  }

  boolean isReportDue(long now) {
    return reportAt <= now;
  }

  /** When an answer is waited for no longer. */
  OptionalLong deadline() {
    return search.map(one -> OptionalLong.of(one.deadline())).orElse(OptionalLong.empty());
  }

  /** When queues are told once more how an agent is; one who is idle seldom changes. */
  OptionalLong nextReport(boolean idle) {
    return reportAt == Long.MAX_VALUE || (idle && said >= FAREWELLS)
        ? OptionalLong.empty()
        : OptionalLong.of(reportAt);
  }
}
