package io.switchboard.actor;

import akka.actor.typed.javadsl.ActorContext;
import io.switchboard.actor.account.Accounts;
import io.switchboard.actor.account.ConfiguredAccount;
import io.switchboard.actor.runtime.EntityClock;
import io.switchboard.actor.runtime.EntityName;
import io.switchboard.actor.runtime.Measurements;

/** The dependencies of an entity's actor. */
record EntityContext(
    ActorContext<EntityCommand> context,
    CommandBuffer inbox,
    EntityName name,
    ConfiguredAccount account,
    Accounts accounts,
    EntityClock time,
    EntityMessenger post,
    Measurements measurements) {}
