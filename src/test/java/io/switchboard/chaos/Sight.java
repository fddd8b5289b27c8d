package io.switchboard.chaos;

import io.switchboard.chaos.Run.Place;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The state of an entity that an answer shows.
 *
 * @param shows the members that can be compared with stored events
 * @param isSettled whether the answer was given only after the command was complete
 */
record Sight(Place place, String id, Map<String, String> shows, boolean isSettled) {
  private static final int NOT_FOUND = 404;
  private static final Pattern CONVERSATION =
      Pattern.compile("/conversations/([^/?]+)(/explanation)?");
  private static final Pattern AGENT = Pattern.compile("/agents/([^/?]+)");
  private static final Pattern LINE = Pattern.compile("/skills/([^/?]+)/queue(\\?limit=\\d+)?");
  private static final Set<String> CHANGES =
      Set.of(
          "START",
          "RETURN",
          "TRANSFER_TO_SKILL",
          "TRANSFER_TO_AGENT",
          "TAKEOVER",
          "WRITE",
          "REVISE",
          "CLOSE");
  private static final Set<String> CALLS_OF_CONVERSATIONS =
      Stream.concat(CHANGES.stream(), Stream.of("ACCEPT", "DECLINE"))
          .collect(Collectors.toUnmodifiableSet());

  /** The state that an answer shows; empty if it has no comparable member. */
  static Optional<Sight> of(Call call) {
    if (!call.isAcknowledged()) {
      return ofMissing(call);
    }
    Map<String, String> answer = call.answer();
    if (answer.containsKey("state")) {
      return conversationOf(call)
          .map(id -> new Sight(Place.CONVERSATION, id, conversation(answer), isChange(call)));
    }
    if (answer.containsKey("presence") && answer.containsKey("assigned")) {
      return agentOf(call).map(id -> new Sight(Place.AGENT, id, agent(answer), true));
    }
    return answer.containsKey("queue")
        ? looked(LINE, call)
            .map(id -> new Sight(Place.QUEUE, id, Map.of("queue", answer.get("queue")), true))
        : Optional.empty();
  }

  private static Optional<Sight> ofMissing(Call call) {
    return call.status() == NOT_FOUND
        ? looked(CONVERSATION, call)
            .map(id -> new Sight(Place.CONVERSATION, id, Map.of("state", "NONE"), false))
        : Optional.empty();
  }

  /** The conversation of a call, if it has one. */
  static Optional<String> conversationOf(Call call) {
    return CALLS_OF_CONVERSATIONS.contains(call.what())
        ? Optional.of(call.subject())
        : looked(CONVERSATION, call);
  }

  /** The agent whose presence or work a call concerns, if any. */
  static Optional<String> agentOf(Call call) {
    return call.what().equals("PRESENCE") ? Optional.of(call.subject()) : looked(AGENT, call);
  }

  private static boolean isChange(Call call) {
    return CHANGES.contains(call.what());
  }

  private static Optional<String> looked(Pattern path, Call call) {
    Matcher matcher = path.matcher(call.subject());
    return call.what().equals("LOOK") && matcher.matches()
        ? Optional.of(matcher.group(1))
        : Optional.empty();
  }

  /**
   * Omits ringing, which is not stored, and the agent of a closed conversation, which is not its
   * place.
   */
  private static Map<String, String> conversation(Map<String, String> answer) {
    Map<String, String> shows = new HashMap<>();
    String state = answer.get("state").equals("OFFERED") ? "WAITING" : answer.get("state");
    shows.put("state", state);
    shows.put("skill", answer.getOrDefault("skill", ""));
    if (!state.equals("CLOSED")) {
      shows.put("agent", answer.getOrDefault("agent", ""));
    }
    if (answer.containsKey("value")) {
      shows.put("value", answer.get("value"));
    }
    return shows;
  }

  private static Map<String, String> agent(Map<String, String> answer) {
    String assigned =
        Stream.of(answer.get("assigned").split(",")).sorted().collect(Collectors.joining(","));
    return Map.of("presence", answer.get("presence"), "assigned", assigned);
  }

  /** Whether it shows this version. */
  boolean isOf(Timeline.Version version) {
    return (version.isSettled() || !isSettled)
        && shows.entrySet().stream()
            .allMatch(member -> member.getValue().equals(version.shows().get(member.getKey())));
  }
}
