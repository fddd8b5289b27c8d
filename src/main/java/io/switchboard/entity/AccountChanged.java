package io.switchboard.entity;

/** Tells an actor of this node how its account is configured from now on. */
public record AccountChanged(ConfiguredAccount account) {}
