package io.switchboard.domain.routing;

/** Presence of an agent (routing rules, section 3.3). */
public enum Presence {
  /** Gets new conversations. */
  ONLINE,
  /** Logged in, away for a short time; gets no new conversations. */
  BACK_SOON,
  /** Logged in; gets no new conversations. */
  AWAY,
  /** Logged out. */
  OFFLINE
}
