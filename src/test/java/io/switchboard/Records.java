package io.switchboard;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/**
 * Records of which a test states only some components, by their names. An unknown name is an error.
 * The value of an optional component needs no {@link Optional} around it.
 */
public final class Records {
  private Records() {}

  /**
   * Makes a record; unnamed components are empty, zero or false.
   *
   * @param components name, value, name, value...
   */
  public static <R extends Record> R of(Class<R> type, Object... components) {
    return make(type, components, component -> none(component.getType()));
  }

  /**
   * Copies a record with some components replaced.
   *
   * @param components name, value, name, value...
   */
  @SuppressWarnings("unchecked")
  public static <R extends Record> R with(R record, Object... components) {
    return make((Class<R>) record.getClass(), components, component -> read(component, record));
  }

  private static <R extends Record> R make(
      Class<R> type, Object[] components, Function<RecordComponent, Object> others) {
    Map<String, Object> named = new HashMap<>();
    for (int i = 0; i < components.length; i += 2) {
      named.put((String) components[i], components[i + 1]);
    }
    RecordComponent[] all = type.getRecordComponents();
    Object[] values =
        Arrays.stream(all)
            .map(
                one ->
                    named.containsKey(one.getName())
                        ? fitted(named.remove(one.getName()), one.getType())
                        : others.apply(one))
            .toArray();
    if (!named.isEmpty()) {
      throw new IllegalArgumentException(type.getSimpleName() + " has no " + named.keySet());
    }
    Class<?>[] types = Arrays.stream(all).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      var constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (InvocationTargetException refused) {
      if (refused.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new AssertionError(refused);
    } catch (ReflectiveOperationException impossible) {
      throw new LinkageError(impossible.getMessage(), impossible);
    }
  }

  private static Object fitted(Object value, Class<?> type) {
    if (type == Optional.class && !(value instanceof Optional)) {
      return Optional.of(value);
    }
    boolean isLong = type == long.class && value instanceof Integer;
    return isLong ? Long.valueOf((Integer) value) : value;
  }

  private static Object none(Class<?> type) {
    return switch (type.getName()) {
      case "java.util.Optional" -> Optional.empty();
      case "java.util.OptionalLong" -> OptionalLong.empty();
      case "java.util.OptionalInt" -> OptionalInt.empty();
      case "java.util.List" -> List.of();
      case "java.util.Set" -> Set.of();
      case "java.util.Map" -> Map.of();
      case "int" -> 0;
      case "long" -> 0L;
      case "double" -> 0.0;
      case "boolean" -> false;
      default -> throw new IllegalArgumentException("a " + type.getSimpleName() + " is required");
    };
  }

  private static Object read(RecordComponent component, Record record) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException impossible) {
      throw new LinkageError(impossible.getMessage(), impossible);
    }
  }
}
