package io.switchboard.http;

import akka.http.javadsl.model.Uri;
import akka.http.scaladsl.model.Uri.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Path template with names in braces, as in {@code /v1/accounts/{account}}. */
final class PathTemplate {
  private final String template;
  private final List<String> segments;

  PathTemplate(String template) {
    this.template = template;
    this.segments = List.of(template.substring(1).split("/"));
  }

  /** Returns the value of each name; empty if the path does not match. */
  Optional<Map<String, String>> match(List<String> path) {
    if (path.size() != segments.size()) {
      return Optional.empty();
    }
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < path.size(); i++) {
      String segment = segments.get(i);
      if (segment.startsWith("{")) {
        values.put(segment.substring(1, segment.length() - 1), path.get(i));
      } else if (!segment.equals(path.get(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(values);
  }

  /**
   * Returns the decoded segments of a path. Empty segments count, because an empty id must not
   * address another resource; only a trailing slash is ignored. (Akka's own list omits empty
   * segments.)
   */
  static List<String> segments(Uri uri) {
    List<String> segments = new ArrayList<>();
    Path rest = uri.asScala().path();
    while (!rest.isEmpty()) {
      rest = rest.startsWithSlash() ? rest.tail() : rest;
      boolean isEmpty = rest.isEmpty() || rest.startsWithSlash();
      segments.add(isEmpty ? "" : rest.head().toString());
      rest = isEmpty ? rest : rest.tail();
    }
    int last = segments.size() - 1;
    if (last >= 0 && segments.get(last).isEmpty()) {
      segments.remove(last);
    }
    return segments;
  }

  @Override
  public String toString() {
    return template;
  }
}
