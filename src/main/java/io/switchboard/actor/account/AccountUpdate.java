package io.switchboard.actor.account;

import akka.actor.NoSerializationVerificationNeeded;

/** Notifies an actor of this node of its account's new configuration. */
public record AccountUpdate(ConfiguredAccount account)
    implements NoSerializationVerificationNeeded {}
