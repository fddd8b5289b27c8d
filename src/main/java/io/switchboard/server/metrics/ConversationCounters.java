package io.switchboard.server.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.switchboard.domain.conversation.ConversationEvent;
import io.switchboard.domain.conversation.ConversationEvent.Assigned;
import io.switchboard.domain.conversation.ConversationEvent.Closed;
import io.switchboard.domain.conversation.ConversationEvent.Explained;
import io.switchboard.domain.conversation.ConversationEvent.HandoverBegun;
import io.switchboard.domain.conversation.ConversationEvent.MessageNoted;
import io.switchboard.domain.conversation.ConversationEvent.Refused;
import io.switchboard.domain.conversation.ConversationEvent.Requeued;
import io.switchboard.domain.conversation.ConversationEvent.Revised;
import io.switchboard.domain.conversation.ConversationEvent.Started;
import io.switchboard.domain.conversation.ConversationEvent.TakenOver;
import io.switchboard.domain.conversation.ConversationEvent.TakeoverBegun;
import io.switchboard.domain.dispatch.Cases;
import java.time.Duration;

/** Counters and timers of the events of the conversations of one account. */
record ConversationCounters(MeterRegistry registry, String account) {
  private static final Duration[] WAITS = {
    Duration.ofMillis(100),
    Duration.ofSeconds(1),
    Duration.ofSeconds(5),
    Duration.ofSeconds(20),
    Duration.ofMinutes(1),
    Duration.ofMinutes(5),
    Duration.ofMinutes(20),
    Duration.ofHours(1)
  };

  private static final Cases<ConversationCounters, ConversationEvent, Void> COUNTS =
      Cases.<ConversationCounters, ConversationEvent, Void>of(ConversationEvent.class)
          .run(Started.class, (counters, one) -> counters.entered("started", one.skill()))
          .run(Assigned.class, ConversationCounters::assigned)
          .run(Refused.class, (counters, one) -> counters.offer(Metrics.label(one.refusal())))
          .run(
              Requeued.class,
              (counters, one) -> counters.entered(Metrics.label(one.reason()), one.skill()))
          .run(TakenOver.class, (counters, one) -> counters.count("takeovers", Tags.empty()))
          .run(
              Closed.class,
              (counters, one) -> counters.count("closed", Tags.of("by", Metrics.label(one.by()))))
          .ignore(
              Revised.class,
              HandoverBegun.class,
              TakeoverBegun.class,
              MessageNoted.class,
              Explained.class)
          .complete();

  void count(ConversationEvent event) {
    COUNTS.apply(this, event);
  }

  private void assigned(Assigned assigned) {
    offer("accepted");
    timer(
            "switchboard.wait",
            "From the start, or the last transfer to another skill, to an agent",
            Tags.of("first", Boolean.toString(assigned.first())))
        .record(Duration.ofNanos(assigned.at() - assigned.enteredAt()));
    timer("switchboard.ringing", "From an offer to its agent", Tags.empty())
        .record(Duration.ofNanos(assigned.at() - assigned.offeredAt()));
  }

  private void entered(String how, String skill) {
    count("entered", Tags.of("skill", skill, "how", how));
  }

  private void offer(String outcome) {
    count("offers", Tags.of("outcome", outcome));
  }

  private void count(String name, Tags tags) {
    registry.counter("switchboard." + name, tags.and("account", account)).increment();
  }

  private Timer timer(String name, String description, Tags tags) {
    return Metrics.timer(registry, name, description, tags.and("account", account), WAITS);
  }
}
