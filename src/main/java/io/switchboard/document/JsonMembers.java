package io.switchboard.document;

import io.switchboard.domain.account.DocumentPath;
import io.switchboard.domain.account.Violation;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** The members of an object. A member that the reader never requests is unknown and a violation. */
public final class JsonMembers {
  private final JsonValue object;
  private final Set<String> known = new LinkedHashSet<>();

  JsonMembers(JsonValue object) {
    this.object = object;
  }

  /** A member, which may be absent. */
  public JsonValue get(String name) {
    known.add(name);
    return object.member(name);
  }

  /** A member without a default; its absence is a violation. */
  public JsonValue required(String name) {
    JsonValue value = get(name);
    if (value.isAbsent()) {
      value.refuse("is missing; it is required");
    }
    return value;
  }

  /** A list of objects; empty when the member is absent. */
  <T> List<T> entries(String name, Function<JsonMembers, T> reader) {
    return get(name).entries(reader);
  }

  /** A list of texts; empty when the member is absent. */
  List<String> texts(String name) {
    return get(name).texts().orElse(List.of());
  }

  void refuseUnknown() {
    DocumentPath path = object.path();
    object
        .node()
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                path.member(name)
                    .violation(
                        "unknown member %s; known members: %s"
                            .formatted(Violation.quote(name), String.join(", ", known)));
              }
            });
  }
}
