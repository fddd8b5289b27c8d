package io.switchboard.domain.agent;

import io.switchboard.domain.agent.SearchRound.Choice;
import io.switchboard.domain.protocol.AgentMessage.Candidate;
import io.switchboard.domain.protocol.AgentMessage.Offer;
import io.switchboard.domain.protocol.Envelope;
import io.switchboard.domain.protocol.QueueMessage;
import io.switchboard.domain.protocol.QueuePosition;
import io.switchboard.domain.routing.AgentAvailability;
import io.switchboard.domain.routing.Explanation;
import io.switchboard.domain.statemachine.ReportVersion;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Work searches of an agent with capacity, and the reports of the agent's status to the queues.
 * While a search is under way the agent takes no other conversation.
 */
final class WorkSearch extends AgentPart {
  /** Interval of reports without a change, in nanoseconds. */
  static final long REPORT_EVERY = Duration.ofSeconds(30).toNanos();

  /** First delay of repeated requests, in nanoseconds; doubles up to {@link #REPORT_EVERY}. */
  static final long RETRY_AFTER = Duration.ofSeconds(2).toNanos();

  /** Number of reports of an agent who has gone offline: any one of them may be lost. */
  private static final int OFFLINE_REPORTS = 3;

  private final RingingOffers ringingOffers;
  private final ReportVersion version = new ReportVersion();
  private Optional<SearchRound> search = Optional.empty();
  private long reportAt = Long.MAX_VALUE;
  private long retryAfter = RETRY_AFTER;
  private boolean passedOver;
  private int reportsSent;

  WorkSearch(AgentMachine whole) {
    super(whole);
    this.ringingOffers = whole.ringingOffers;
  }

  /**
   * Starts a search if the agent has capacity, and reports to all queues in any case. During a
   * search it only requests another one.
   */
  void start(long now) {
    reportAt = now + REPORT_EVERY;
    if (search.isPresent()) {
      search.get().repeatLater();
      return;
    }
    reportsSent++;
    long latest = version.next(now);
    AgentAvailability view = capacity.view(now);
    Set<String> requested = new LinkedHashSet<>();
    for (String skill : capacity.own().skills()) {
      if (capacity.isOpenFor(skill, now)) {
        requested.add(skill);
      }
    }
    String searchId = agent + "-" + latest;
    for (String skill : capacity.own().skills()) {
      List<QueueMessage.Ringing> ringing = ringingOffers.from(skill, now);
      send(
          new Envelope.ToQueue(
              skill,
              requested.contains(skill)
                  ? new QueueMessage.RequestWork(view, latest, ringing, searchId)
                  : new QueueMessage.AgentReport(view, latest, ringing)));
    }
    if (!requested.isEmpty()) {
      search = Optional.of(new SearchRound(searchId, requested, now));
    }
  }

  /** Reports to one queue; as offline if the agent does not serve it any more. */
  void report(String skill, long now) {
    AgentAvailability view = capacity.view(now);
    boolean serves = capacity.own().skills().contains(skill);
    send(
        new Envelope.ToQueue(
            skill,
            new QueueMessage.AgentReport(
                serves ? view : view.loggedOut(),
                version.next(now),
                ringingOffers.from(skill, now))));
  }

  /** Answers a queue's request for a report, by a search if there is capacity and none yet. */
  void answer(String skill, long now) {
    if (search.isEmpty() && capacity.isOpenFor(skill, now)) {
      start(now);
    } else {
      repeatLater();
      report(skill, now);
    }
  }

  /** Reports again, above the version of an earlier incarnation whose clock was ahead. */
  void outdated(long known, long now) {
    if (version.passes(known)) {
      restart(now);
    }
  }

  // --- search ---

  boolean isUnderWay() {
    return search.isPresent();
  }

  /** Whether a search is under way to which this offer does not belong. */
  boolean isForAnother(Offer offer) {
    return search.isPresent() && offer.searchId().filter(search.get().searchId()::equals).isEmpty();
  }

  /** Requests another search after the present one; without one it does nothing. */
  void repeatLater() {
    search.ifPresent(SearchRound::repeatLater);
  }

  /** Ends the search because the agent took the offer, and starts another one. */
  void taken(long now) {
    retryAfter = RETRY_AFTER;
    restart(now);
  }

  /** Reports a change of the presence to all queues at once, also during a search. */
  void becomes(long now) {
    reportsSent = 0;
    restart(now);
  }

  /** Ends the present search, returns the kept offers, and starts again. */
  private void restart(long now) {
    search.ifPresent(this::giveBack);
    search = Optional.empty();
    start(now);
  }

  private void giveBack(SearchRound left) {
    left.leave().forEach(ringingOffers::sendBack);
  }

  /** Keeps an offer that arrives during a search; false if it cannot be kept. */
  boolean keeps(Offer offer) {
    return isForAnother(offer) && search.orElseThrow().keep(offer);
  }

  void withdraw(String offer) {
    search.ifPresent(one -> one.withdraw(offer));
  }

  /** Records a queue's answer; after the last one, returns a kept offer if it is chosen. */
  Optional<Offer> candidate(Candidate candidate, long now) {
    if (search.filter(one -> one.searchId().equals(candidate.searchId())).isEmpty()) {
      return Optional.empty();
    }
    if (search.get().isTaking()) {
      restart(now);
    } else if (search.get().answered(candidate.skill(), candidate.best().filter(this::isNew))) {
      retryAfter = search.get().foundNothing() ? RETRY_AFTER : retryAfter;
      return takeMostUrgent(now);
    }
    return Optional.empty();
  }

  /** Whether the agent lacks it; its queue may not know yet that the agent has claimed it. */
  private boolean isNew(QueuePosition best) {
    boolean has = capacity.contains(best.conversation());
    passedOver |= has;
    return !has;
  }

  /** A claim was granted. Searches again if a conversation was passed over because of a claim. */
  void decided(long now) {
    if (passedOver) {
      passedOver = false;
      start(now);
    }
  }

  /** Schedules a report, because a queue may assume that the agent is searching. */
  void reportSoon(long now) {
    reportAt = Math.min(reportAt, now + RETRY_AFTER);
  }

  private Optional<Offer> takeMostUrgent(long now) {
    SearchRound current = search.orElseThrow();
    List<Choice> choices = current.take(now);
    Optional<Choice> best = choices.stream().findFirst();
    Optional<Offer> kept = best.flatMap(Choice::kept);
    giveBack(current);
    if (kept.isPresent()) {
      search = Optional.empty();
    } else if (best.isPresent()) {
      send(
          new Envelope.ToQueue(
              best.get().skill(),
              new QueueMessage.RequestOffer(
                  current.searchId(),
                  agent,
                  best.get().best(),
                  choices.stream()
                      .limit(Explanation.MOST_CANDIDATES)
                      .map(Choice::asRival)
                      .toList())));
    } else {
      end(current, now);
    }
    return kept;
  }

  private void end(SearchRound ended, long now) {
    search = Optional.empty();
    if (ended.isToBeRepeated()) {
      start(now);
    }
  }

  // --- time ---

  /** Ends overdue waits and repeats the requests soon; returns a kept offer if it is chosen. */
  Optional<Offer> tick(long now) {
    if (search.filter(one -> one.deadline() <= now).isEmpty()) {
      return Optional.empty();
    }
    reportAt = now + retryAfter;
    retryAfter = Math.min(REPORT_EVERY, 2 * retryAfter);
    SearchRound current = search.orElseThrow();
    if (!current.isTaking()) {
      return takeMostUrgent(now);
    }
    end(current, now);
    return Optional.empty();
  }

  boolean isReportDue(long now) {
    return reportAt <= now;
  }

  OptionalLong deadline() {
    return search.map(one -> OptionalLong.of(one.deadline())).orElse(OptionalLong.empty());
  }

  /** The next report without a change; none for an idle agent who has reported enough. */
  OptionalLong nextReport(boolean idle) {
    return reportAt == Long.MAX_VALUE || (idle && reportsSent >= OFFLINE_REPORTS)
        ? OptionalLong.empty()
        : OptionalLong.of(reportAt);
  }
}
