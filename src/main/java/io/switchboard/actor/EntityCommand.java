package io.switchboard.actor;

import akka.actor.NoSerializationVerificationNeeded;
import akka.actor.typed.ActorRef;
import io.switchboard.actor.account.ConfiguredAccount;
import io.switchboard.actor.runtime.Deadline;
import io.switchboard.domain.protocol.Message;
import io.switchboard.domain.protocol.Reply;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A command to the actor of an entity. */
public sealed interface EntityCommand {

  /** A command that the {@link CommandBuffer} collects and the entity then decides. */
  sealed interface Input extends EntityCommand {}

  /** A command to the {@link CommandBuffer} itself, from the entity's own node only. */
  sealed interface Control extends EntityCommand, NoSerializationVerificationNeeded {}

  /**
   * A message of another entity, without a direct reply.
   *
   * @param entity the id of the entity, which may be one of several that the actor runs
   */
  record Deliver(String entity, Message message) implements Input {}

  /**
   * A request of a client. The reply is sent when its effects are durable; after the deadline the
   * request is ignored.
   *
   * @param entity the id of the entity, which may be one of several that the actor runs
   */
  record Request(String entity, Message message, ActorRef<Reply> replyTo, Deadline deadline)
      implements Input {}

  /**
   * A partition removes these conversations or consumers from memory and from the stored states,
   * and deletes its earlier events; conversations that are not over stay. A queue or agent removes
   * these closed conversations from its state, and stores a snapshot that replaces its earlier
   * events. The reply is {@link Reply.Forgotten}. After the deadline the request is ignored.
   */
  record Forget(Set<String> ids, ActorRef<Reply> replyTo, Deadline deadline) implements Input {
    public Forget {
      ids = Set.copyOf(ids);
    }
  }

  /**
   * Subscribes an agent's desktop to events, from after {@code lastEvent} if that is still known. A
   * repeated command renews the subscription.
   */
  record Watch(Optional<String> lastEvent, ActorRef<DesktopEvent> desktop) implements Input {}

  /** An input that comes from the entity's own node only and is never serialized. */
  sealed interface Local extends Input, NoSerializationVerificationNeeded {}

  /** The configuration of the account has changed. */
  record Configured(ConfiguredAccount account) implements Local {}

  /** A message of a child actor of the entity, such as the distributor of a queue. */
  record ChildMessage(Message message) implements Local {}

  /** Recovery is complete and the entity may start work. */
  enum Wake implements Local {
    WAKE
  }

  /**
   * Checks again whether this node has the configuration in the revision of the last stored
   * decision.
   */
  enum RetryStart implements Control {
    RETRY_START
  }

  /**
   * The stored states of the entities that a batch needs.
   *
   * @param states the states by id; an entity that was never stored has none
   */
  record Loaded(List<Input> batch, Set<String> ids, Map<String, Object> states)
      implements Control {}

  /** The states of a batch could not be loaded. */
  record NotLoaded(List<Input> batch, Throwable failure) implements Control {}

  /** Loads an entity of a partition. The entity repeats its messages that are not acknowledged. */
  record Resume(String entity) implements Local {}

  /** Decide and write the collected commands. */
  enum Flush implements Control {
    FLUSH
  }

  /** A timer has expired. */
  enum Tick implements Local {
    TICK
  }

  /** Time to measure the entity again, or to passivate it if it is still idle. */
  enum Check implements Local {
    CHECK
  }

  /**
   * Stop the actor, for a handoff or passivation. A flush under way and the commands collected
   * during it are completed first; otherwise collected commands are refused.
   */
  enum Leave implements Control {
    LEAVE
  }
}
