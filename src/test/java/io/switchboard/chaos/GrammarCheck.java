package io.switchboard.chaos;

import io.switchboard.chaos.Run.Place;

/** I2: each journal has a permitted order of events. */
final class GrammarCheck {
  private static final String RULE = "I2";

  private GrammarCheck() {}

  static void check(Run run, Findings findings) {
    run.conversations()
        .forEach(
            (id, replay) ->
                replay.objections().forEach(what -> findings.ofConversation(RULE, id, what)));
    run.agents()
        .forEach(
            (id, replay) ->
                replay
                    .objections()
                    .forEach(one -> findings.of(RULE, Place.AGENT, id, one.what(), one.stored())));
    run.queues()
        .forEach(
            (id, queue) ->
                queue
                    .objection()
                    .ifPresent(
                        one -> findings.of(RULE, Place.QUEUE, id, one.what(), one.stored())));
  }
}
