package io.switchboard.actor.runtime;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Id of a {@code DesktopEvent}: how many changes this incarnation of the agent has made. */
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
