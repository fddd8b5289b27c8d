package io.switchboard.chaos;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * The answer to one attempt.
 *
 * @param status of HTTP; 0 without an answer
 * @param body JSON null without a body
 * @param tag the ETag with its quotes; empty if absent
 */
record Answer(int status, JsonNode body, String tag) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SERVICE_UNAVAILABLE = 503;
  private static final List<String> TEXTS =
      List.of("state", "agent", "skill", "offeredTo", "detail", "presence");

  /** A missing answer. */
  static final Answer NONE = new Answer(0, JSON.nullNode(), "");

  /**
   * An answer with a parsed body.
   *
   * @throws JsonProcessingException if the body is not JSON
   */
  static Answer of(int status, String body, String tag) throws JsonProcessingException {
    return new Answer(status, body.isBlank() ? JSON.nullNode() : JSON.readTree(body), tag);
  }

  /** Whether the request succeeded. */
  boolean isDone() {
    return status >= 200 && status < 300;
  }

  /** Whether the outcome of the request is unknown. */
  boolean isUnknown() {
    return status == 0 || status == SERVICE_UNAVAILABLE;
  }

  /** The members that a {@link Endpoint} records. */
  Map<String, String> members() {
    Map<String, String> members = new HashMap<>();
    for (String name : TEXTS) {
      if (body.path(name).isTextual()) {
        members.put(name, body.path(name).asText());
      }
    }
    if (!tag.isEmpty()) {
      members.put("revision", tag.replace("\"", ""));
    }
    if (body.at("/attributes/n").isTextual()) {
      members.put("value", body.at("/attributes/n").asText());
    } else if (body.path("name").asText("").startsWith(Writer.NAMED)) {
      members.put("value", body.path("name").asText().substring(Writer.NAMED.length()));
    }
    if (body.has("assigned")) {
      members.put("assigned", ids(body.path("assigned")));
    }
    if (body.has("items") && body.has("length") && !body.hasNonNull("next")) {
      members.put("queue", ids(body.path("items")));
    }
    return members;
  }

  private static String ids(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false)
        .map(one -> one.path("conversation").asText())
        .collect(Collectors.joining(","));
  }
}
