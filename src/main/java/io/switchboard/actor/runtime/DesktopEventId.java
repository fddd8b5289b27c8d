package io.switchboard.actor.runtime;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The id of a {@code DesktopEvent}.
 *
 * @param incarnation the incarnation of the agent entity that sent the event; each counts from 0
 * @param number the number of changes in this incarnation up to and including this event
 */
public record DesktopEventId(String incarnation, long number) {
  private static final Pattern FORM = Pattern.compile("([0-9a-f]{32})-(\\d{1,18})");

  /** Parses an id; empty when the text has another form. */
  public static Optional<DesktopEventId> parse(String text) {
    Matcher id = FORM.matcher(text);
    return id.matches()
        ? Optional.of(new DesktopEventId(id.group(1), Long.parseLong(id.group(2))))
        : Optional.empty();
  }

  public DesktopEventId next() {
    return new DesktopEventId(incarnation, number + 1);
  }

  @Override
  public String toString() {
    return incarnation + "-" + number;
  }
}
