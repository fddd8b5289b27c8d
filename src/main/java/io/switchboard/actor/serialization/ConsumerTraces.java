package io.switchboard.actor.serialization;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The search for a consumer and conversations in the stored JSON of queues and agents. Only members
 * that hold such ids are compared: clients choose the ids, so that any other text may equal one.
 */
public record ConsumerTraces(String consumer, Set<String> conversations) {
  private static final JsonFactory JSON = new JsonFactory();

  /** Returns the conversations that the JSON names; empty: nor does it name the consumer. */
  public Optional<Set<String>> in(byte[] json) {
    Set<String> named = new HashSet<>();
    boolean isConsumerNamed = false;
    try (JsonParser parser = JSON.createParser(json)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.VALUE_STRING) {
          JsonStreamContext place = parser.getParsingContext();
          if (isConsumer(place)) {
            isConsumerNamed |= consumer.equals(parser.getText());
          } else if (isConversation(place) && conversations.contains(parser.getText())) {
            named.add(parser.getText());
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return isConsumerNamed || !named.isEmpty() ? Optional.of(named) : Optional.empty();
  }

  private static boolean isConsumer(JsonStreamContext place) {
    return isMember("consumer", place) && isMember("inquiry", place.getParent());
  }

  /** The attributes of a conversation are a map whose keys are chosen by clients. */
  private static boolean isConversation(JsonStreamContext place) {
    return (isMember("id", place) && isMember("inquiry", place.getParent()))
        || (isMember("conversation", place) && !isMember("attributes", place.getParent()));
  }

  private static boolean isMember(String name, JsonStreamContext place) {
    return name.equals(place.getCurrentName());
  }
}
