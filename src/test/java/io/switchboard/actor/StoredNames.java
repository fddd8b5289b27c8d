package io.switchboard.actor;

import io.switchboard.actor.serialization.DomainJson;
import io.switchboard.actor.serialization.DomainSerializer;
import io.switchboard.domain.dispatch.Cases;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Names in stored values that select one of several alternatives. */
final class StoredNames {
  private final Map<String, List<String>> names = new TreeMap<>();

  private StoredNames() {}

  /** The alternatives of each sealed type and each enum in stored values. */
  static Map<String, List<String>> all() {
    StoredNames found = new StoredNames();
    DomainSerializer.STORED.forEach(found::visit);
    return found.names;
  }

  private void visit(Type type) {
    if (type instanceof ParameterizedType generic) {
      Stream.of(generic.getActualTypeArguments()).forEach(this::visit);
    } else if (type instanceof Class<?> plain && plain.getName().startsWith("io.switchboard.")) {
      visit(plain);
    }
  }

  private void visit(Class<?> type) {
    if (type.isEnum()) {
      names.put(
          DomainJson.name(type), Stream.of(type.getEnumConstants()).map(Object::toString).toList());
    } else if (type.isSealed()) {
      names.put(DomainJson.name(type), Cases.records(type).map(DomainJson::name).sorted().toList());
      Cases.records(type).forEach(this::visit);
    } else {
      for (RecordComponent component : type.getRecordComponents()) {
        visit(component.getGenericType());
      }
    }
  }
}
