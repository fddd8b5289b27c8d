package io.switchboard.actor.serialization;

import akka.actor.ExtendedActorSystem;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorRefResolver;
import akka.actor.typed.javadsl.Adapter;
import akka.serialization.SerializerWithStringManifest;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.switchboard.actor.DesktopEvent;
import io.switchboard.actor.EntityCommand;
import io.switchboard.actor.account.AccountEntity;
import io.switchboard.actor.account.AccountRevisionAnnouncement;
import io.switchboard.actor.runtime.HistoryCut;
import io.switchboard.domain.account.configuration.AccountEvent;
import io.switchboard.domain.account.configuration.AccountOutcome;
import io.switchboard.domain.account.configuration.Configuration;
import io.switchboard.domain.agent.AgentEvent;
import io.switchboard.domain.agent.AgentState;
import io.switchboard.domain.consumer.ConsumerMachine.ConsumerRecorded;
import io.switchboard.domain.conversation.ConversationEvent;
import io.switchboard.domain.conversation.ConversationState;
import io.switchboard.domain.dispatch.Cases;
import io.switchboard.domain.partition.PartitionWrite;
import io.switchboard.domain.protocol.Reply;
import io.switchboard.domain.queue.QueueEvent;
import io.switchboard.domain.queue.QueueState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Serializes stored and sent values as JSON. The manifest is the name of the type without its
 * package, so that classes can move to another package. Stored values must always stay readable:
 * new members must be optional, and a renamed type must stay readable under its old name.
 */
public final class DomainSerializer extends SerializerWithStringManifest {
  private static final int IDENTIFIER = 7_002;

  /** All types whose values are stored. */
  public static final List<Class<?>> STORED =
      Stream.of(
              PartitionWrite.class,
              ConversationEvent.class,
              ConversationState.class,
              HistoryCut.class,
              QueueEvent.class,
              QueueState.class,
              AgentEvent.class,
              AgentState.class,
              ConsumerRecorded.class,
              AccountEvent.class,
              Configuration.class)
          .flatMap(Cases::records)
          .collect(Collectors.toUnmodifiableList());

  /** All types whose values are sent to other nodes. */
  public static final List<Class<?>> SENT =
      Stream.of(
              EntityCommand.Deliver.class,
              EntityCommand.Request.class,
              EntityCommand.Forget.class,
              EntityCommand.Watch.class,
              DesktopEvent.class,
              Reply.class,
              AccountEntity.Change.class,
              AccountEntity.Fetch.class,
              AccountEntity.Fetched.class,
              AccountOutcome.class,
              AccountRevisionAnnouncement.class)
          .flatMap(Cases::records)
          .collect(Collectors.toUnmodifiableList());

  private static final Map<String, Class<?>> BY_NAME =
      Stream.concat(STORED.stream(), SENT.stream())
          .collect(Collectors.toUnmodifiableMap(DomainJson::name, Function.identity()));

  private final ObjectMapper mapper;

  /** A serializer for this actor system. */
  public DomainSerializer(ExtendedActorSystem system) {
    ActorRefResolver resolver = ActorRefResolver.get(Adapter.toTyped(system));
    SimpleModule references = new SimpleModule();
    references.addSerializer(new WriteReference(resolver));
    references.addDeserializer(ActorRef.class, new ReadReference(resolver));
    new DeadlineCodec().addTo(references);
    mapper = DomainJson.mapper(references);
  }

  @Override
  public int identifier() {
    return IDENTIFIER;
  }

  @Override
  public String manifest(Object value) {
    return DomainJson.name(value.getClass());
  }

  @Override
  public byte[] toBinary(Object value) {
    try {
      return mapper.writeValueAsBytes(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Object fromBinary(byte[] bytes, String manifest) {
    Class<?> type = BY_NAME.get(manifest);
    if (type == null) {
      throw new IllegalArgumentException("unknown to this version: " + manifest);
    }
    try {
      return mapper.readValue(bytes, type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @SuppressWarnings("rawtypes")
  private static final class WriteReference extends StdSerializer<ActorRef> {
    private static final long serialVersionUID = 1L;
    private final transient ActorRefResolver resolver;

    WriteReference(ActorRefResolver resolver) {
      super(ActorRef.class);
      this.resolver = resolver;
    }

    @Override
    @SuppressWarnings("unchecked")
    public void serialize(ActorRef value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeString(resolver.toSerializationFormat((ActorRef<Object>) value));
    }
  }

  @SuppressWarnings("rawtypes")
  private static final class ReadReference extends StdDeserializer<ActorRef> {
    private static final long serialVersionUID = 1L;
    private final transient ActorRefResolver resolver;

    ReadReference(ActorRefResolver resolver) {
      super(ActorRef.class);
      this.resolver = resolver;
    }

    @Override
    public ActorRef deserialize(JsonParser json, DeserializationContext context)
        throws IOException {
      return resolver.resolveActorRef(json.getValueAsString());
    }
  }
}
