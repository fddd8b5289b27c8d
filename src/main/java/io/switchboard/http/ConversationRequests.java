package io.switchboard.http;

import io.switchboard.document.JsonValue;
import io.switchboard.document.Members;
import io.switchboard.domain.account.Range;
import io.switchboard.domain.conversation.Inquiry;
import io.switchboard.domain.protocol.ConversationMessage;
import io.switchboard.domain.protocol.ConversationMessage.Close;
import io.switchboard.domain.protocol.ConversationMessage.Return;
import io.switchboard.domain.protocol.ConversationMessage.Revise;
import io.switchboard.domain.protocol.ConversationMessage.TakeOver;
import io.switchboard.domain.protocol.ConversationMessage.TransferToAgent;
import io.switchboard.domain.protocol.ConversationMessage.TransferToSkill;
import io.switchboard.domain.protocol.ConversationMessage.Write;
import io.switchboard.domain.protocol.Party;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Which member of a body says what to a conversation. What cannot be read is noted and stood in
 * for.
 */
final class ConversationRequests {
  private static final int CONSUMER_LENGTH = 128;
  private static final int CHANNEL_LENGTH = 64;
  private static final int ATTRIBUTES = 50;
  private static final int ATTRIBUTE_NAME_LENGTH = 128;
  private static final int ATTRIBUTE_VALUE_LENGTH = 1_024;
  private static final Range<Duration> PRIORITY_CREDIT =
      Range.ofDurations("a priority credit", Duration.ZERO, Duration.ofDays(36_500));

  /** Who writes messages. */
  private enum Writer {
    CONSUMER,
    AGENT
  }

  private ConversationRequests() {}

  /** A new conversation; its id is made up when none is given. */
  static Inquiry start(Members body) {
    return new Inquiry(
        Input.id(body.get("id")).orElseGet(() -> UUID.randomUUID().toString()),
        Input.text(body.required("consumer"), 1, CONSUMER_LENGTH),
        Input.id(body.get("skill")),
        Input.text(body.get("channel"), 1, CHANNEL_LENGTH),
        attributes(body.get("attributes")).orElse(Map.of()),
        body.get("urgent").truth().orElse(false),
        false,
        false,
        0,
        0);
  }

  /** The agent who does something. */
  static String agent(Members body) {
    return Input.id(body.required("agent")).orElse("");
  }

  static ConversationMessage giveBack(Members body) {
    return new Return(agent(body));
  }

  static ConversationMessage transfer(Members body) {
    Optional<String> agent = Input.id(body.get("agent"));
    JsonValue toSkill = body.get("toSkill");
    JsonValue toAgent = body.get("toAgent");
    if (toSkill.isAbsent() && toAgent.isAbsent()) {
      toSkill.refuse("is missing, and so is toAgent; exactly one of them is right");
    } else if (!toSkill.isAbsent() && !toAgent.isAbsent()) {
      toAgent.refuse("is given beside toSkill; exactly one of them is right");
    }
    Optional<String> skill = Input.id(toSkill);
    Optional<String> other = Input.id(toAgent);
    return skill.isPresent()
        ? new TransferToSkill(agent, skill.get())
        : new TransferToAgent(agent, other.orElse(""));
  }

  static ConversationMessage takeOver(Members body) {
    return new TakeOver(agent(body));
  }

  static ConversationMessage write(Members body) {
    Writer from = body.required("from").oneOf(Writer.class).orElse(Writer.CONSUMER);
    return new Write(from == Writer.AGENT ? Party.AGENT : Party.CONSUMER);
  }

  static ConversationMessage revise(Members body) {
    return new Revise(
        body.get("urgent").truth(),
        attributes(body.get("attributes")),
        body.get("priorityCredit")
            .within(PRIORITY_CREDIT, JsonValue::duration)
            .map(Duration::toNanos));
  }

  static ConversationMessage close(Members body) {
    return new Close(body.required("by").oneOf(Party.class).orElse(Party.SYSTEM));
  }

  private static Optional<Map<String, String>> attributes(JsonValue value) {
    Optional<Map<String, String>> attributes =
        value.map(one -> Input.text(one, 0, ATTRIBUTE_VALUE_LENGTH).orElse(""));
    attributes.ifPresent(given -> judge(given, value));
    return attributes;
  }

  private static void judge(Map<String, String> attributes, JsonValue value) {
    if (attributes.size() > ATTRIBUTES) {
      value.refuse(
          "has %d entries; there may be at most %d".formatted(attributes.size(), ATTRIBUTES));
    }
    attributes.keySet().stream()
        .flatMap(name -> Input.problem(name, 1, ATTRIBUTE_NAME_LENGTH).stream())
        .findFirst()
        .ifPresent(problem -> value.refuse("has a name that " + problem));
  }
}
