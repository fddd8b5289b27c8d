package io.switchboard.actor;

import akka.actor.NoSerializationVerificationNeeded;
import akka.actor.typed.ActorRef;
import io.switchboard.actor.account.ConfiguredAccount;
import io.switchboard.actor.runtime.Deadline;
import io.switchboard.domain.protocol.Message;
import io.switchboard.domain.protocol.QueueMessage;
import io.switchboard.domain.protocol.Reply;
import java.util.Optional;

/** What the actor of an entity is told. */
public sealed interface EntityCommand {

  /** Another entity tells something; nobody waits for an answer. */
  record Deliver(Message message) implements EntityCommand {}

  /**
   * A client asks something, and is answered when it is durable. Whoever gets it after its deadline
   * ignores it.
   */
  record Request(Message message, ActorRef<Reply> replyTo, Deadline deadline)
      implements EntityCommand {}

  /**
   * An agent's desktop wants to be told what happens, from after this event if that is still known.
   * Said again it is renewed.
   */
  record Watch(Optional<String> lastEvent, ActorRef<DesktopEvent> desktop)
      implements EntityCommand {}

  /** What an entity is told by its own node only, so that it is never written down. */
  sealed interface Local extends EntityCommand, NoSerializationVerificationNeeded {}

  /** The account is configured like this from now on. */
  record Configured(ConfiguredAccount account) implements Local {}

  /** The distributor of a queue, which is its child, answers. */
  record Shared(QueueMessage.Allotted allotted) implements Local {}

  /** All that was durable has been told again; begin. */
  enum Wake implements Local {
    WAKE
  }

  /** Does this node know the account by now at least as it was when the last was decided? */
  enum RetryStart implements Local {
    LOOK_AGAIN
  }

  /** What has gathered is to be decided and written. */
  enum Flush implements Local {
    FLUSH
  }

  /** A timer has run out. */
  enum Tick implements Local {
    TICK
  }

  /** How is the line by now? */
  enum Measure implements Local {
    MEASURE
  }

  /** Is there still something to stay for? */
  enum IdleCheck implements Local {
    LINGER
  }

  /** Leave this node or its memory, after what has gathered. */
  enum Leave implements Local {
    LEAVE
  }
}
