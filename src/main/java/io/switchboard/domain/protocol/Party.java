package io.switchboard.domain.protocol;

/** Who did something. */
public enum Party {
  CONSUMER,
  AGENT,
  SYSTEM
}
