package io.switchboard.domain.dispatch;

import java.util.function.BiConsumer;
import java.util.function.Function;

/** Function of a sealed type {@code T} in a context {@code C}: a case for each permitted record. */
public final class Cases<C, T, R> {
  private final SealedTable<T, Case<C, T, R>> table;

  private Cases(SealedTable<T, Case<C, T, R>> table) {
    this.table = table;
  }

  /** The result for one kind of value. */
  @FunctionalInterface
  public interface Case<C, T, R> {
    R apply(C context, T value);
  }

  /** Starts the definition of a function. */
  public static <C, T, R> Builder<C, T, R> of(Class<T> sealed) {
    return new Builder<>(new SealedTable<>(sealed));
  }

  /** The result of the case of this value. */
  public R apply(C context, T value) {
    return table.get(value).apply(context, value);
  }

  /** The result of the case of this value, without a context. */
  public R apply(T value) {
    return apply(null, value);
  }

  /** The cases defined so far. */
  public static final class Builder<C, T, R> {
    private final SealedTable<T, Case<C, T, R>> table;

    private Builder(SealedTable<T, Case<C, T, R>> table) {
      this.table = table;
    }

    /** Adds the case of a record, or of each record of a sealed part, that needs no context. */
    public <S extends T> Builder<C, T, R> when(Class<S> kind, Function<S, ? extends R> then) {
      return when(kind, (context, value) -> then.apply(value));
    }

    /** Adds the case of a record, or of each record of a sealed part. */
    public <S extends T> Builder<C, T, R> when(
        Class<S> kind, Case<? super C, S, ? extends R> then) {
      table.put(kind, (context, value) -> then.apply(context, kind.cast(value)));
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
      table.requireComplete();
      return new Cases<>(table);
    }
  }
}
