package io.switchboard.domain.protocol;

/** The party that wrote or closed. */
public enum Party {
  CONSUMER,
  AGENT,
  SYSTEM
}
