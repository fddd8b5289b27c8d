package io.switchboard.domain.dispatch;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Table with one entry for each record that a sealed type permits. A table that lacks an entry
 * cannot be completed, so a class that keeps its table in a constant is not initialised, and each
 * of its tests fails.
 */
final class SealedTable<T, V> {
  private final Class<T> sealed;
  private final Map<Class<?>, V> entries = new LinkedHashMap<>();

  SealedTable(Class<T> sealed) {
    this.sealed = sealed;
  }

  /** Adds a value for a record, or each record of a sealed part; throws if one has a value. */
  void put(Class<? extends T> kind, V value) {
    leaves(kind)
        .forEach(
            leaf -> {
              if (entries.put(leaf, value) != null) {
                throw new IllegalStateException(leaf.getName() + " has two entries");
              }
            });
  }

  /** Throws {@link IllegalStateException} if a record has no value. */
  void requireComplete() {
    List<String> missing =
        leaves(sealed).filter(leaf -> !entries.containsKey(leaf)).map(Class::getName).toList();
    if (!missing.isEmpty()) {
      throw new IllegalStateException("no entry for " + String.join(", ", missing));
    }
  }

  V get(T value) {
    return entries.get(value.getClass());
  }

  private static Stream<Class<?>> leaves(Class<?> type) {
    return type.isSealed()
        ? Stream.of(type.getPermittedSubclasses()).flatMap(SealedTable::leaves)
        : Stream.of(type);
  }
}
