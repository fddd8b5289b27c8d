package io.switchboard.domain.account;

import java.util.Map;
import java.util.Optional;

/**
 * The properties of a conversation that rules may compare, without its present state.
 *
 * @param consumer empty: anonymous, so without history and never a first-time consumer
 * @param skill the skill that the request names; empty: none
 * @param attributes the consumer's authenticated attributes, such as {@code ctmrinfo.ctype}
 * @param urgent whether the consumer marked it as urgent
 * @param firstTime whether it is this consumer's first conversation
 * @param returned whether an agent has returned it to the queue
 * @param priorityCredit an additional credit in nanoseconds, independent of the rules
 */
public record Inquiry(
    String id,
    Optional<String> consumer,
    Optional<String> skill,
    Optional<String> channel,
    Map<String, String> attributes,
    boolean urgent,
    boolean firstTime,
    boolean returned,
    int transfers,
    long priorityCredit) {

  private static final int ATTRIBUTES_OF_A_PLACE = 1_024;

  public Inquiry {
    attributes = Map.copyOf(attributes);
  }

  /** A new inquiry, as a client requests it. */
  public static Inquiry requested(
      String id,
      Optional<String> consumer,
      Optional<String> skill,
      Optional<String> channel,
      Map<String, String> attributes,
      boolean urgent) {
    return new Inquiry(id, consumer, skill, channel, attributes, urgent, false, false, 0, 0);
  }

  /** An anonymous inquiry for a skill, without further properties. */
  public static Inquiry forSkill(String id, String skill) {
    return requested(id, Optional.empty(), Optional.of(skill), Optional.empty(), Map.of(), false);
  }

  /** Its places in a queue: one, and one more for each 1,024 characters of its attributes. */
  public int places() {
    int length = 0;
    for (Map.Entry<String, String> one : attributes.entrySet()) {
      length += one.getKey().length() + one.getValue().length();
    }
    return 1 + length / ATTRIBUTES_OF_A_PLACE;
  }

  /** The same inquiry with another {@code firstTime}. */
  public Inquiry withFirstTime(boolean first) {
    return copy(skill, attributes, urgent, first, returned, transfers, priorityCredit);
  }

  /** The same inquiry without a skill. */
  public Inquiry withoutSkill() {
    return copy(
        Optional.empty(), attributes, urgent, firstTime, returned, transfers, priorityCredit);
  }

  /** The same inquiry after an agent returned it to the queue. */
  public Inquiry afterReturn() {
    return copy(skill, attributes, urgent, firstTime, true, transfers, priorityCredit);
  }

  /** The same inquiry after one more transfer. */
  public Inquiry afterTransfer() {
    return copy(skill, attributes, urgent, firstTime, returned, transfers + 1, priorityCredit);
  }

  /** The same inquiry with the values that are present. */
  public Inquiry revised(
      Optional<Boolean> newUrgent,
      Optional<Map<String, String>> newAttributes,
      Optional<Long> newPriorityCredit) {
    return copy(
        skill,
        newAttributes.orElse(attributes),
        newUrgent.orElse(urgent),
        firstTime,
        returned,
        transfers,
        newPriorityCredit.orElse(priorityCredit));
  }

  private Inquiry copy(
      Optional<String> newSkill,
      Map<String, String> newAttributes,
      boolean newUrgent,
      boolean newFirstTime,
      boolean newReturned,
      int newTransfers,
      long newPriorityCredit) {
    return new Inquiry(
        id,
        consumer,
        newSkill,
        channel,
        newAttributes,
        newUrgent,
        newFirstTime,
        newReturned,
        newTransfers,
        newPriorityCredit);
  }
}
