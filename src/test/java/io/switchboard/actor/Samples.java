package io.switchboard.actor;

import akka.actor.typed.ActorRef;
import io.switchboard.domain.conversation.ConversationEvent;
import io.switchboard.domain.dispatch.Cases;
import io.switchboard.domain.distribution.Allotment;
import io.switchboard.domain.distribution.Ledger;
import io.switchboard.domain.partition.PartitionEvent;
import io.switchboard.domain.partition.PartitionWrite;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Values of any record that is stored or sent, generated from its components. */
final class Samples {

  /** Which optional components of a sample are present. */
  private enum Fullness {
    /** All optional components are present. */
    FULL,
    /** All optional components are absent. */
    LEAST,
    ANY
  }

  private static final List<String> WORDS =
      List.of("sales", "ann.2", "", "-1", "Zoë \"the\" 客\u0000\ud83d\ude00|\\", "null", "type");

  private final Fullness fullness;
  private final Random random;
  private final ActorRef<?> actor;

  private Samples(Fullness fullness, long seed, ActorRef<?> actor) {
    this.fullness = fullness;
    this.random = new Random(seed);
    this.actor = actor;
  }

  /** A sample with all optional components. */
  static Object full(Class<?> type) {
    return new Samples(Fullness.FULL, 0, null).of(type, type.getSimpleName());
  }

  /** A sample without optional components. */
  static Object least(Class<?> type) {
    return new Samples(Fullness.LEAST, 0, null).of(type, type.getSimpleName());
  }

  /** Random samples; actor references in them refer to the given actor. */
  static Stream<Object> some(Class<?> type, int count, ActorRef<?> actor) {
    return IntStream.range(0, count)
        .mapToObj(seed -> new Samples(Fullness.ANY, seed, actor).of(type, type.getSimpleName()));
  }

  private Object of(Type type, String name) {
    return type instanceof ParameterizedType generic
        ? of(generic, name)
        : of((Class<?>) type, name);
  }

  private Object of(ParameterizedType type, String name) {
    Class<?> raw = (Class<?>) type.getRawType();
    if (raw == ActorRef.class) {
      return actor;
    }
    Type element = type.getActualTypeArguments()[0];
    List<Object> elements = new ArrayList<>();
    for (int i = count(raw == Optional.class ? 1 : 3); i > 0; i--) {
      elements.add(of(element, name));
    }
    if (raw == Optional.class) {
      return elements.stream().findFirst();
    } else if (raw == List.class) {
      return elements;
    } else if (raw == Set.class) {
      return new LinkedHashSet<>(elements);
    } else if (raw == Map.class) {
      Map<Object, Object> map = new LinkedHashMap<>();
      elements.forEach(key -> map.put(key, of(type.getActualTypeArguments()[1], name)));
      return map;
    }
    throw new IllegalArgumentException(type.toString());
  }

  private int count(int most) {
    return switch (fullness) {
      case FULL -> 1;
      case LEAST -> 0;
      case ANY -> random.nextInt(most + 1);
    };
  }

  private Object of(Class<?> type, String name) {
    if (type == String.class) {
      return fullness == Fullness.ANY ? any(WORDS) : "some-" + name;
    } else if (type == long.class || type == Long.class) {
      return fullness == Fullness.ANY ? random.nextLong() : 1_772_442_000_123_456_789L;
    } else if (type == int.class || type == Integer.class) {
      return fullness == Fullness.ANY ? random.nextInt() : 7;
    } else if (type == boolean.class || type == Boolean.class) {
      return fullness != Fullness.ANY || random.nextBoolean();
    } else if (type == double.class) {
      return fullness == Fullness.ANY ? random.nextDouble() : 0.75;
    } else if (type == OptionalLong.class) {
      return count(1) == 0 ? OptionalLong.empty() : OptionalLong.of(random.nextLong());
    } else if (type == OptionalInt.class) {
      return count(1) == 0 ? OptionalInt.empty() : OptionalInt.of(random.nextInt());
    } else if (type == Duration.class) {
      return fullness == Fullness.ANY
          ? Duration.ofNanos(random.nextLong() >>> 1)
          : Duration.ofSeconds(90, 5);
    } else if (type == BigDecimal.class) {
      return new BigDecimal(BigInteger.valueOf(random.nextInt()), random.nextInt(12));
    } else if (type == BigInteger.class) {
      return new BigInteger(200, random);
    } else if (type.isEnum()) {
      return fullness == Fullness.ANY
          ? any(List.of(type.getEnumConstants()))
          : type.getEnumConstants()[type.getEnumConstants().length - 1];
    } else if (type.isSealed()) {
      return of(permitted(type), name);
    } else if (type == Allotment.class) {
      return allotment();
    } else if (type == PartitionWrite.class) {
      Object event = of(ConversationEvent.class, "event");
      return new PartitionWrite(List.of(new PartitionEvent<>("c1", event)), Map.of(), Set.of());
    }
    return record(type);
  }

  private Allotment allotment() {
    String group = (String) of(String.class, "group");
    return new Allotment(
        group,
        (Ledger.Tier) of(Ledger.Tier.class, "tier"),
        List.of("some-other-group", group),
        fullness == Fullness.LEAST ? Optional.empty() : Optional.of("some-other-group"),
        true);
  }

  private Class<?> permitted(Class<?> type) {
    List<Class<?>> all = Cases.records(type).toList();
    return fullness == Fullness.ANY
        ? any(all)
        : all.stream()
            .max(Comparator.comparingInt(one -> one.getRecordComponents().length))
            .orElseThrow();
  }

  private <T> T any(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  private Object record(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    if (components == null) {
      throw new IllegalArgumentException("not a record: " + type);
    }
    try {
      Constructor<?> constructor =
          type.getDeclaredConstructor(
              Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
      constructor.setAccessible(true);
      return constructor.newInstance(
          Stream.of(components).map(one -> of(one.getGenericType(), one.getName())).toArray());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("no sample of " + type, e);
    }
  }
}
