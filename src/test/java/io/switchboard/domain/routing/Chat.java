package io.switchboard.domain.routing;

import io.switchboard.domain.account.Inquiry;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A conversation of the naive centre. */
final class Chat {

  enum Place {
    /** Between two places, during one call. */
    MOVING,
    WAITING,
    HELD
  }

  Inquiry inquiry;
  Place place = Place.MOVING;
  String skill;
  long startedAt;
  long enteredAt;
  long dueAt;
  String responseTimeSkill;
  Optional<String> group = Optional.empty();
  boolean opened;
  String onlyAgent;
  long onlySince;
  Set<String> refusers = new HashSet<>();
  List<String> previousAgents = List.of();
  boolean assignedBefore;

  /** The offered agent while no agent is assigned. */
  String offeredTo;

  /** The number of the call in which it entered its queue. */
  int enteredInCall;

  /** The number of the call in which it overflowed. */
  int openedInCall;

  String holder;
  String heldAs;
  boolean consumerWroteLast;
  long consumerWroteAt;
  long agentWroteAt;
  boolean answeredLate;

  String id() {
    return inquiry.id();
  }
}
