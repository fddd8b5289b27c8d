package io.switchboard.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * One operation of {@code openapi.yaml}.
 *
 * @param path with the names of ids in braces
 * @param parameters the names of its query parameters
 */
record Operation(String id, String method, String path, List<String> parameters) {
  private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");

  /** Whether it is a read. */
  boolean isLook() {
    return method.equals("GET");
  }

  /** All operations, in order. */
  static List<Operation> all() {
    try (InputStream text = Operation.class.getResourceAsStream("/openapi.yaml")) {
      JsonNode description = new YAMLMapper().readTree(text);
      List<Operation> all = new ArrayList<>();
      for (var path : description.path("paths").properties()) {
        for (var method : path.getValue().properties()) {
          if (METHODS.contains(method.getKey())) {
            all.add(
                new Operation(
                    method.getValue().path("operationId").asText(),
                    method.getKey().toUpperCase(Locale.ROOT),
                    path.getKey(),
                    parameters(description, method.getValue())));
          }
        }
      }
      return List.copyOf(all);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> parameters(JsonNode description, JsonNode operation) {
    List<String> names = new ArrayList<>();
    for (JsonNode given : operation.path("parameters")) {
      JsonNode parameter =
          given.has("$ref") ? description.at(given.path("$ref").asText().substring(1)) : given;
      if (parameter.path("in").asText().equals("query")) {
        names.add(parameter.path("name").asText());
      }
    }
    return names;
  }
}
