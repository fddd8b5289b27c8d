package io.switchboard.domain.routing;

/** Whether an agent is there (routing rules, section 3.3). */
public enum Presence {
  /** Gets new conversations. */
  ONLINE,
  /** Logged in, back in a moment; gets no new conversations. */
  BACK_SOON,
  /** Logged in; gets no new conversations. */
  AWAY,
  /** Logged out. */
  OFFLINE
}
