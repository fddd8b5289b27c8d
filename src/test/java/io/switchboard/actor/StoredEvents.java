package io.switchboard.actor;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.switchboard.actor.runtime.EntityKinds;
import io.switchboard.actor.runtime.EntityName;
import io.switchboard.actor.serialization.DomainJson;
import io.switchboard.actor.serialization.DomainSerializer;
import io.switchboard.domain.conversation.ConversationEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reads stored events of entities, for checkers. Explanations are omitted: they are by far the
 * largest part, and no check needs them.
 */
public final class StoredEvents {
  /** Prefix of the persistence ids of conversations, before the first bar. */
  public static final String CONVERSATION = EntityKinds.CONVERSATION;

  /** Prefix of the persistence ids of agents, before the first bar. */
  public static final String AGENT = EntityKinds.AGENT;

  /** Prefix of the persistence ids of queues, before the first bar. */
  public static final String QUEUE = EntityKinds.QUEUE;

  private static final Map<String, Class<?>> BY_NAME =
      DomainSerializer.STORED.stream()
          .collect(Collectors.toUnmodifiableMap(DomainJson::name, Function.identity()));

  private static final ObjectMapper JSON =
      DomainJson.mapper().addMixIn(ConversationEvent.Assigned.class, WithoutReasons.class);

  @JsonIgnoreProperties("reasons")
  private interface WithoutReasons {}

  private StoredEvents() {}

  /**
   * The stored value with this manifest.
   *
   * @throws IllegalArgumentException if no stored type has this manifest
   */
  public static Object read(String manifest, byte[] payload) {
    Class<?> type = BY_NAME.get(manifest);
    if (type == null) {
      throw new IllegalArgumentException("nothing that is stored is called " + manifest);
    }
    try {
      return JSON.readValue(payload, type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The stored form of a value. */
  public static byte[] write(Object value) {
    try {
      return JSON.writeValueAsBytes(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The manifest of a value. */
  public static String manifest(Object value) {
    return DomainJson.name(value.getClass());
  }

  /** The persistence id of an entity. */
  public static String persistenceId(String kind, String account, String id) {
    return new EntityName(account, id).persistenceId(kind).id();
  }
}
