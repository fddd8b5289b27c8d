package io.switchboard.actor.runtime;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names what a desktop is told.
 *
 * @param life of the entity that tells it, and that counts from the beginning in its next life
 * @param number how many changes had been told in this life by then
 */
public record DesktopEventId(String life, long number) {
  private static final Pattern FORM = Pattern.compile("([0-9a-f]{32})-(\\d{1,18})");

  /** Reads what may be anything; empty when it is not such a name. */
  public static Optional<DesktopEventId> read(String text) {
    Matcher id = FORM.matcher(text);
    return id.matches()
        ? Optional.of(new DesktopEventId(id.group(1), Long.parseLong(id.group(2))))
        : Optional.empty();
  }

  public DesktopEventId next() {
    return new DesktopEventId(life, number + 1);
  }

  @Override
  public String toString() {
    return life + "-" + number;
  }
}
