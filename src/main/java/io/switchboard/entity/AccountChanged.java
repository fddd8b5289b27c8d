package io.switchboard.entity;

import akka.actor.NoSerializationVerificationNeeded;

/** Tells an actor of this node how its account is configured from now on. */
public record AccountChanged(ConfiguredAccount account)
    implements NoSerializationVerificationNeeded {}
