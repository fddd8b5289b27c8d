package io.switchboard.domain.account;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The condition of a rule about a conversation: all members that are given must match (routing
 * rules, section 8). A condition without members always matches.
 *
 * @param attributes the permitted values of each named attribute; the conversation must have one of
 *     them
 * @param minTransfers the minimum number of transfers
 */
public record Condition(
    Map<String, List<String>> attributes,
    List<String> skills,
    List<String> channels,
    Optional<Boolean> urgent,
    Optional<Boolean> firstTime,
    Optional<Boolean> returned,
    Optional<Integer> minTransfers) {

  private static final String CASELESS_ATTRIBUTE = "ctmrinfo.ctype";

  public Condition {
    attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    skills = List.copyOf(skills);
    channels = List.copyOf(channels);
  }

  /** Whether the condition matches this inquiry in this skill; null: it has no skill yet. */
  public boolean matches(Inquiry inquiry, String skill) {
    return (skills.isEmpty() || skills.contains(skill == null ? "" : skill))
        && (channels.isEmpty() || channels.contains(inquiry.channel().orElse("")))
        && urgent.map(wanted -> wanted == inquiry.urgent()).orElse(true)
        && firstTime.map(wanted -> wanted == inquiry.firstTime()).orElse(true)
        && returned.map(wanted -> wanted == inquiry.returned()).orElse(true)
        && minTransfers.map(least -> inquiry.transfers() >= least).orElse(true)
        && hasAll(inquiry);
  }

  private boolean hasAll(Inquiry inquiry) {
    for (Map.Entry<String, List<String>> wanted : attributes.entrySet()) {
      if (!has(inquiry, wanted.getKey(), wanted.getValue())) {
        return false;
      }
    }
    return true;
  }

  private static boolean has(Inquiry inquiry, String name, List<String> values) {
    String actual = inquiry.attributes().get(name);
    if (actual == null) {
      return false;
    }
    return name.equals(CASELESS_ATTRIBUTE)
        ? values.stream().anyMatch(actual::equalsIgnoreCase)
        : values.contains(actual);
  }
}
