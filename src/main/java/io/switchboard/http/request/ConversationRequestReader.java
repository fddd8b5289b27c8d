package io.switchboard.http.request;

import io.switchboard.document.JsonMembers;
import io.switchboard.document.JsonValue;
import io.switchboard.domain.account.Inquiry;
import io.switchboard.domain.account.TextRules;
import io.switchboard.domain.account.ValueRange;
import io.switchboard.domain.protocol.ConversationMessage;
import io.switchboard.domain.protocol.Party;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Reader of the bodies of requests about conversations. A value that cannot be read is recorded as
 * a violation and replaced by a default, so that all violations of a body are reported together.
 */
public final class ConversationRequestReader {
  /** Maximum length of the id of a consumer, in UTF-16 characters. */
  public static final int CONSUMER_LENGTH = 128;

  private static final int CHANNEL_LENGTH = 64;
  private static final int ATTRIBUTES = 50;
  private static final int ATTRIBUTE_NAME_LENGTH = 128;
  private static final int ATTRIBUTE_VALUE_LENGTH = 1_024;
  private static final ValueRange<Duration> PRIORITY_CREDIT =
      ValueRange.ofDurations("a priority credit", Duration.ZERO, Duration.ofDays(36_500));

  /** Author of a message. */
  public enum Writer {
    CONSUMER,
    AGENT
  }

  private ConversationRequestReader() {}

  /** Returns a new conversation; without an id in the body it gets a random one. */
  public static Inquiry start(JsonMembers body) {
    return Inquiry.requested(
        RequestReader.id(body.get("id")).orElseGet(() -> UUID.randomUUID().toString()),
        RequestReader.text(body.required("consumer"), 1, CONSUMER_LENGTH),
        RequestReader.id(body.get("skill")),
        RequestReader.text(body.get("channel"), 1, CHANNEL_LENGTH),
        attributes(body.get("attributes")).orElse(Map.of()),
        body.get("urgent").bool().orElse(false));
  }

  /** Returns the agent in whose name the request is made. */
  public static String agent(JsonMembers body) {
    return RequestReader.id(body.required("agent")).orElse("");
  }

  public static ConversationMessage giveBack(JsonMembers body) {
    return new ConversationMessage.Return(agent(body));
  }

  public static ConversationMessage transfer(JsonMembers body) {
    Optional<String> agent = RequestReader.id(body.get("agent"));
    JsonValue toSkill = body.get("toSkill");
    JsonValue toAgent = body.get("toAgent");
    if (toSkill.isAbsent() && toAgent.isAbsent()) {
      toSkill.refuse("is missing, as is toAgent; expected exactly one of them");
    } else if (!toSkill.isAbsent() && !toAgent.isAbsent()) {
      toAgent.refuse("occurs together with toSkill; expected exactly one of them");
    }
    Optional<String> skill = RequestReader.id(toSkill);
    Optional<String> other = RequestReader.id(toAgent);
    return skill.isPresent()
        ? new ConversationMessage.TransferToSkill(agent, skill.get())
        : new ConversationMessage.TransferToAgent(agent, other.orElse(""));
  }

  public static ConversationMessage takeOver(JsonMembers body) {
    return new ConversationMessage.TakeOver(agent(body));
  }

  public static ConversationMessage write(JsonMembers body) {
    Writer from = body.required("from").oneOf(Writer.class).orElse(Writer.CONSUMER);
    return new ConversationMessage.NoteMessage(from == Writer.AGENT ? Party.AGENT : Party.CONSUMER);
  }

  public static ConversationMessage revise(JsonMembers body) {
    return new ConversationMessage.Revise(
        body.get("urgent").bool(),
        attributes(body.get("attributes")),
        body.get("priorityCredit")
            .within(PRIORITY_CREDIT, JsonValue::duration)
            .map(Duration::toNanos));
  }

  public static ConversationMessage close(JsonMembers body) {
    return new ConversationMessage.Close(
        body.required("by").oneOf(Party.class).orElse(Party.SYSTEM));
  }

  private static Optional<Map<String, String>> attributes(JsonValue value) {
    Optional<Map<String, String>> attributes =
        value.map(one -> RequestReader.text(one, 0, ATTRIBUTE_VALUE_LENGTH).orElse(""));
    attributes.ifPresent(given -> checkAttributes(given, value));
    return attributes;
  }

  private static void checkAttributes(Map<String, String> attributes, JsonValue value) {
    if (attributes.size() > ATTRIBUTES) {
      value.refuse("has %d entries; the maximum is %d".formatted(attributes.size(), ATTRIBUTES));
    }
    attributes.keySet().stream()
        .flatMap(name -> TextRules.problem(name, 1, ATTRIBUTE_NAME_LENGTH).stream())
        .findFirst()
        .ifPresent(problem -> value.refuse("has an invalid name, which " + problem));
  }
}
