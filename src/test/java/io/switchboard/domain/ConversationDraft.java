package io.switchboard.domain;

import io.switchboard.Records;
import io.switchboard.domain.account.Inquiry;
import java.util.HashMap;
import java.util.Map;

/** A conversation under construction: by default anonymous and without a skill. */
public record ConversationDraft(Inquiry inquiry) {

  ConversationDraft(String id) {
    this(Records.of(Inquiry.class, "id", id));
  }

  private ConversationDraft set(String member, Object value) {
    return new ConversationDraft(Records.with(inquiry, member, value));
  }

  public ConversationDraft forSkill(String skill) {
    return set("skill", skill);
  }

  public ConversationDraft from(String consumer) {
    return set("consumer", consumer);
  }

  public ConversationDraft on(String channel) {
    return set("channel", channel);
  }

  public ConversationDraft with(String attribute, String value) {
    Map<String, String> attributes = new HashMap<>(inquiry.attributes());
    attributes.put(attribute, value);
    return set("attributes", attributes);
  }

  public ConversationDraft urgently() {
    return set("urgent", true);
  }
}
