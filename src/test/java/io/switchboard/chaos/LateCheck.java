package io.switchboard.chaos;

import io.switchboard.domain.agent.AgentEvent.PresenceChanged;
import io.switchboard.domain.agent.AgentEvent.PresenceReason;
import io.switchboard.domain.conversation.ConversationEvent;
import io.switchboard.domain.conversation.ConversationEvent.Closed;
import io.switchboard.domain.conversation.ConversationEvent.HandoverBegun;
import io.switchboard.domain.conversation.ConversationEvent.MessageNoted;
import io.switchboard.domain.conversation.ConversationEvent.Revised;
import io.switchboard.domain.conversation.ConversationEvent.TakeoverBegun;
import io.switchboard.domain.conversation.HandoverTarget;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * I9: an attempt that its client has given up takes no effect after the acknowledgement of a newer
 * one of the same client. An effect is reported if such an attempt requested it and no other
 * attempt explains it.
 */
final class LateCheck {
  private static final String RULE = "LATE";

  private final Run run;
  private final Findings findings;

  private LateCheck(Run run, Findings findings) {
    this.run = run;
    this.findings = findings;
  }

  static void check(Run run, Findings findings) {
    LateCheck check = new LateCheck(run, findings);
    run.journal().agents().forEach((id, log) -> log.forEach(stored -> check.ofAgent(id, stored)));
    run.conversations().forEach((id, replay) -> check.ofConversation(id, replay.log()));
  }

  private void ofAgent(String id, Stored stored) {
    if (stored.event() instanceof PresenceChanged changed
        && changed.reason() == PresenceReason.REQUESTED) {
      check(id, stored, changed.at(), call -> says(call, "presence", changed.presence().name()));
    }
  }

  private void ofConversation(String id, List<Stored> log) {
    boolean ends = false;
    for (Stored stored : log) {
      ConversationEvent event = (ConversationEvent) stored.event();
      check(id, stored, event.at(), ends ? LateCheck::nobody : askedFor(event));
      ends =
          event instanceof HandoverBegun leaving && leaving.target() instanceof HandoverTarget.End;
    }
  }

  /** The calls that can have caused this event; none if it has another cause. */
  private static Predicate<Call> askedFor(ConversationEvent event) {
    if (event instanceof Revised revised) {
      return call -> call.what().equals("REVISE") && isRevisedTo(revised, call);
    } else if (event instanceof MessageNoted wrote) {
      return call -> call.what().equals("WRITE") && says(call, "from", wrote.from().name());
    } else if (event instanceof TakeoverBegun begun) {
      return call -> call.what().equals("TAKEOVER") && says(call, "agent", begun.agent());
    } else if (event instanceof Closed closed) {
      return call -> call.what().equals("CLOSE") && says(call, "by", closed.by().name());
    } else if (event instanceof HandoverBegun leaving) {
      return leftFor(leaving.target());
    }
    return LateCheck::nobody;
  }

  private static boolean isRevisedTo(Revised revised, Call call) {
    String value = call.with().get("value");
    return value == null
        ? revised.inquiry().urgent()
        : value.equals(revised.inquiry().attributes().get("n"));
  }

  private static Predicate<Call> leftFor(HandoverTarget target) {
    if (target instanceof HandoverTarget.End end) {
      return call -> call.what().equals("CLOSE") && says(call, "by", end.by().name());
    } else if (target instanceof HandoverTarget.ToSkill to) {
      return call -> call.what().equals("TRANSFER_TO_SKILL") && says(call, "skill", to.skill());
    } else if (target instanceof HandoverTarget.ToAgent to) {
      return call -> call.what().equals("TRANSFER_TO_AGENT") && says(call, "toAgent", to.agent());
    }
    // A transfer to the present skill returns to its queue, too.
    return target instanceof HandoverTarget.BackToQueue
        ? call -> call.what().equals("RETURN") || call.what().equals("TRANSFER_TO_SKILL")
        : LateCheck::nobody;
  }

  private static boolean nobody(Call call) {
    return false;
  }

  private static boolean says(Call call, String member, String value) {
    return value.equals(call.with().get(member));
  }

  private void check(String id, Stored stored, long at, Predicate<Call> asksForIt) {
    List<Call> calls = run.callsOf(id);
    Call givenUp = null;
    for (int i = calls.size() - 1; i >= 0; i--) {
      Call attempt = calls.get(i);
      if (attempt.sentAt() > at || !asksForIt.test(attempt)) {
        continue;
      }
      boolean isFollowed = follower(attempt, at, calls).isPresent();
      if (attempt.isAcknowledged() ? attempt.answeredAt() >= at : !isFollowed) {
        return;
      }
      if (attempt.isUnknown() && givenUp == null) {
        givenUp = attempt;
      }
    }
    if (givenUp != null) {
      report(id, stored, at, givenUp, follower(givenUp, at, calls).orElseThrow());
    }
  }

  /** A later call of the same client that was acknowledged before that moment. */
  private static Optional<Call> follower(Call attempt, long at, List<Call> calls) {
    return calls.stream()
        .filter(Call::isAcknowledged)
        .filter(call -> call.client().equals(attempt.client()))
        .filter(call -> call.sentAt() >= attempt.answeredAt() && call.answeredAt() < at)
        .findFirst();
  }

  private void report(String id, Stored stored, long at, Call attempt, Call follower) {
    findings.ofCalls(
        RULE,
        id,
        "%s was done %d ms after %s (call %d) was acknowledged, which followed call %d: %s"
            .formatted(
                attempt.what(),
                (at - follower.answeredAt()) / 1_000_000,
                follower.what(),
                follower.number(),
                attempt.number(),
                stored.event()),
        attempt,
        follower);
  }
}
