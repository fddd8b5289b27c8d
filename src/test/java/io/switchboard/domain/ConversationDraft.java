package io.switchboard.domain;

import io.switchboard.domain.account.Inquiry;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A conversation under construction: by default anonymous and without a skill. */
public final class ConversationDraft {
  private final String id;
  private final Map<String, String> attributes = new HashMap<>();
  private Optional<String> consumer = Optional.empty();
  private Optional<String> skill = Optional.empty();
  private Optional<String> channel = Optional.empty();
  private boolean urgent;

  ConversationDraft(String id) {
    this.id = id;
  }

  public ConversationDraft forSkill(String name) {
    skill = Optional.of(name);
    return this;
  }

  public ConversationDraft from(String person) {
    consumer = Optional.of(person);
    return this;
  }

  public ConversationDraft on(String name) {
    channel = Optional.of(name);
    return this;
  }

  public ConversationDraft with(String attribute, String value) {
    attributes.put(attribute, value);
    return this;
  }

  public ConversationDraft urgently() {
    urgent = true;
    return this;
  }

  /** What is known of it. */
  public Inquiry inquiry() {
    return new Inquiry(id, consumer, skill, channel, attributes, urgent, false, false, 0, 0);
  }
}
