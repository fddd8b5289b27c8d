package io.switchboard.actor.serialization;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.databind.DatabindContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.annotation.JsonTypeIdResolver;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.impl.LaissezFaireSubTypeValidator;
import com.fasterxml.jackson.databind.jsontype.impl.TypeIdResolverBase;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.switchboard.domain.account.configuration.AccountCommand;
import io.switchboard.domain.account.configuration.Precondition;
import io.switchboard.domain.consumer.ConsumerMachine.ConsumerRecorded;
import io.switchboard.domain.conversation.ConversationEvent;
import io.switchboard.domain.conversation.ConversationState;
import io.switchboard.domain.conversation.HandoverTarget;
import io.switchboard.domain.dispatch.Cases;
import io.switchboard.domain.partition.PartitionEvent;
import io.switchboard.domain.partition.PartitionWrite;
import io.switchboard.domain.protocol.AgentNotification;
import io.switchboard.domain.protocol.Message;
import io.switchboard.domain.protocol.Reply;
import io.switchboard.domain.routing.Access;
import io.switchboard.domain.routing.Verdict;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Maps domain values to JSON without annotations in the domain. Records use the names of their
 * components and omit absent values. A value of a sealed type has the name of its concrete type
 * ({@link #name}) in {@code type}.
 */
public final class DomainJson {

  /** The sealed types whose values occur in stored or sent values, at any depth. */
  private static final List<Class<?>> SEALED =
      List.of(
          Access.class,
          ConversationEvent.class,
          ConversationState.class,
          ConsumerRecorded.class,
          Verdict.class,
          HandoverTarget.class,
          Message.class,
          Reply.class,
          AgentNotification.class,
          AccountCommand.class,
          Precondition.class);

  /** An event has the name of its type, like a value of a sealed type. */
  @SuppressWarnings("unused")
  private abstract static class WithType {
    @JsonTypeInfo(use = JsonTypeInfo.Id.CUSTOM, property = "type")
    @JsonTypeIdResolver(Names.class)
    Object event;
  }

  @JsonIgnoreProperties({"states", "removed"})
  private interface WithoutStates {}

  private DomainJson() {}

  /** A mapper for all stored and sent values. */
  public static ObjectMapper mapper(Module... modules) {
    ObjectMapper mapper =
        JsonMapper.builder()
            .addModules(new Jdk8Module(), new JavaTimeModule())
            .addModules(modules)
            .addMixIn(PartitionEvent.class, WithType.class)
            .addMixIn(PartitionWrite.class, WithoutStates.class)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .defaultPropertyInclusion(
                JsonInclude.Value.construct(Include.NON_ABSENT, Include.NON_ABSENT))
            .build();
    mapper.setVisibility(PropertyAccessor.GETTER, Visibility.NONE);
    mapper.setVisibility(PropertyAccessor.IS_GETTER, Visibility.NONE);
    mapper.setVisibility(PropertyAccessor.FIELD, Visibility.ANY);
    mapper.setDefaultTyping(
        new SealedTypes()
            .init(JsonTypeInfo.Id.CUSTOM, new Names())
            .inclusion(JsonTypeInfo.As.PROPERTY)
            .typeProperty("type"));
    return mapper;
  }

  /** The name of a type: that of its class, with the enclosing class but without the package. */
  public static String name(Class<?> type) {
    Class<?> outer = type.getEnclosingClass();
    return outer == null
        ? type.getSimpleName()
        : outer.getSimpleName() + "." + type.getSimpleName();
  }

  private static final class SealedTypes extends ObjectMapper.DefaultTypeResolverBuilder {
    private static final long serialVersionUID = 1L;

    SealedTypes() {
      super(ObjectMapper.DefaultTyping.NON_FINAL, LaissezFaireSubTypeValidator.instance);
    }

    @Override
    public boolean useForType(JavaType type) {
      return type.getRawClass().isSealed()
          && type.getRawClass().getName().startsWith("io.switchboard.");
    }
  }

  static final class Names extends TypeIdResolverBase {
    private static final Map<String, Class<?>> BY_NAME =
        SEALED.stream()
            .flatMap(Cases::records)
            .collect(Collectors.toUnmodifiableMap(DomainJson::name, Function.identity()));

    @Override
    public String idFromValue(Object value) {
      return name(value.getClass());
    }

    @Override
    public String idFromValueAndType(Object value, Class<?> suggested) {
      return name(value == null ? suggested : value.getClass());
    }

    @Override
    public JavaType typeFromId(DatabindContext context, String id) throws IOException {
      Class<?> type = BY_NAME.get(id);
      if (type == null) {
        throw new IOException("unknown to this version: " + id);
      }
      return context.constructType(type);
    }

    @Override
    public JsonTypeInfo.Id getMechanism() {
      return JsonTypeInfo.Id.CUSTOM;
    }
  }
}
