package io.switchboard.cluster;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.switchboard.domain.dispatch.Cases;
import io.switchboard.domain.machine.ConversationEvent;
import io.switchboard.domain.machine.ConversationEvent.Assigned;
import io.switchboard.domain.machine.ConversationEvent.Closed;
import io.switchboard.domain.machine.ConversationEvent.Explained;
import io.switchboard.domain.machine.ConversationEvent.Leaving;
import io.switchboard.domain.machine.ConversationEvent.Moved;
import io.switchboard.domain.machine.ConversationEvent.Refused;
import io.switchboard.domain.machine.ConversationEvent.Revised;
import io.switchboard.domain.machine.ConversationEvent.Started;
import io.switchboard.domain.machine.ConversationEvent.TakenOver;
import io.switchboard.domain.machine.ConversationEvent.TakeoverBegun;
import io.switchboard.domain.machine.ConversationEvent.Wrote;
import java.time.Duration;
import java.util.Locale;

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
          .run(Refused.class, (counters, one) -> counters.offer(one.refusal().name()))
          .run(Moved.class, (counters, one) -> counters.entered(one.move().name(), one.skill()))
          .run(TakenOver.class, (counters, one) -> counters.count("takeovers", Tags.empty()))
          .run(
              Closed.class,
              (counters, one) -> counters.count("closed", Tags.of("by", lower(one.by().name()))))
          .ignore(Revised.class, Leaving.class, TakeoverBegun.class, Wrote.class, Explained.class)
          .complete();

  void count(ConversationEvent event) {
    COUNTS.apply(this, event);
  }

  private void assigned(Assigned assigned) {
    offer("ACCEPTED");
    boolean first = !assigned.asQueued().assignedBefore();
    timer(
            "switchboard.wait",
            "From the start, or the last transfer to another skill, to an agent",
            Tags.of("first", Boolean.toString(first)))
        .record(Duration.ofNanos(assigned.at() - assigned.asQueued().enteredAt()));
    timer("switchboard.ringing", "From an offer to its agent", Tags.empty())
        .record(Duration.ofNanos(assigned.at() - assigned.offeredAt()));
  }

  private void entered(String how, String skill) {
    count("entered", Tags.of("skill", skill, "how", lower(how)));
  }

  private void offer(String outcome) {
    count("offers", Tags.of("outcome", lower(outcome)));
  }

  private void count(String name, Tags tags) {
    registry.counter("switchboard." + name, tags.and("account", account)).increment();
  }

  private Timer timer(String name, String description, Tags tags) {
    return Timer.builder(name)
        .description(description)
        .tags(tags.and("account", account))
        .serviceLevelObjectives(WAITS)
        .register(registry);
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
