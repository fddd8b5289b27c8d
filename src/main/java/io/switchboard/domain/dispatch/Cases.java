package io.switchboard.domain.dispatch;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Function of a sealed type {@code T} in a context {@code C}, with one case for each permitted
 * record. It cannot be completed while a case is missing, so a class that keeps it in a constant is
 * not initialised, and each of its tests fails.
 */
public final class Cases<C, T, R> {
  private final Map<Class<?>, Case<C, T, R>> cases;

  private Cases(Map<Class<?>, Case<C, T, R>> cases) {
    this.cases = cases;
  }

  /** The result for one kind of value. */
  @FunctionalInterface
  public interface Case<C, T, R> {
    R apply(C context, T value);
  }

  /** Starts the definition of a function. */
  public static <C, T, R> Builder<C, T, R> of(Class<T> sealed) {
    return new Builder<>(sealed);
  }

  /** The result of the case of this value. */
  public R apply(C context, T value) {
    return cases.get(value.getClass()).apply(context, value);
  }

  /** The result of the case of this value, without a context. */
  public R apply(T value) {
    return apply(null, value);
  }

  /** The records that a sealed type permits, in all its parts; otherwise the type itself. */
  public static Stream<Class<?>> records(Class<?> type) {
    return type.isSealed()
        ? Stream.of(type.getPermittedSubclasses()).flatMap(Cases::records)
        : Stream.of(type);
  }

  /** The cases defined so far. */
  public static final class Builder<C, T, R> {
    private final Class<T> sealed;
    private final Map<Class<?>, Case<C, T, R>> cases = new HashMap<>();

    private Builder(Class<T> sealed) {
      this.sealed = sealed;
    }

    /** Adds the case of a record, or of each record of a sealed part, that needs no context. */
    public <S extends T> Builder<C, T, R> when(Class<S> kind, Function<S, ? extends R> then) {
      return when(kind, (context, value) -> then.apply(value));
    }

    /** Adds the case of a record, or of each record of a sealed part; throws if one has a case. */
    public <S extends T> Builder<C, T, R> when(
        Class<S> kind, Case<? super C, S, ? extends R> then) {
      records(kind)
          .forEach(
              one -> {
                if (cases.put(one, (context, value) -> then.apply(context, kind.cast(value)))
                    != null) {
                  throw new IllegalStateException(one.getName() + " has two entries");
                }
              });
      return this;
    }

    /** Adds an action for a record, or for each record of a sealed part; it has no result. */
    public <S extends T> Builder<C, T, R> run(
        Class<S> kind, BiConsumer<? super C, ? super S> action) {
      return when(
          kind,
          (context, value) -> {
            action.accept(context, value);
            return null;
          });
    }

    /** Adds cases that do nothing. */
    @SafeVarargs
    public final Builder<C, T, R> ignore(Class<? extends T>... kinds) {
      for (Class<? extends T> kind : kinds) {
        run(kind, (context, value) -> {});
      }
      return this;
    }

    /** Completes the definition; {@link IllegalStateException} if a record has no case. */
    public Cases<C, T, R> complete() {
      List<String> missing =
          records(sealed).filter(one -> !cases.containsKey(one)).map(Class::getName).toList();
      if (!missing.isEmpty()) {
        throw new IllegalStateException("no entry for " + String.join(", ", missing));
      }
      return new Cases<>(cases);
    }
  }
}
