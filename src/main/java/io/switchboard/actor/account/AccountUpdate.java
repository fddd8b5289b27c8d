package io.switchboard.actor.account;

import akka.actor.NoSerializationVerificationNeeded;

/** Tells an actor of this node how its account is configured from now on. */
public record AccountUpdate(ConfiguredAccount account)
    implements NoSerializationVerificationNeeded {}
