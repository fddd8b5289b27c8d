package io.switchboard.http;

import akka.http.javadsl.model.HttpMethod;
import akka.http.javadsl.model.HttpMethods;
import akka.http.javadsl.server.Route;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * A call of the API.
 *
 * @param path as the description has it, such as {@code /v1/accounts/{account}/skills/{id}}
 * @param parameters the names of the parameters of its query; whoever gives another is refused
 * @param route answers it, given what stands for each name of the path: ids, all of them well
 *     formed
 */
public record Endpoint(
    HttpMethod method,
    PathTemplate path,
    Set<String> parameters,
    Function<Map<String, String>, Route> route) {

  public Endpoint {
    parameters = Collections.unmodifiableSet(new LinkedHashSet<>(parameters));
  }

  private Endpoint(HttpMethod method, String path, Function<Map<String, String>, Route> route) {
    this(method, new PathTemplate(path), Set.of(), route);
  }

  /** A call that looks. */
  public static Endpoint get(String path, Function<Map<String, String>, Route> route) {
    return new Endpoint(HttpMethods.GET, path, route);
  }

  /** A call that puts something where it says. */
  static Endpoint put(String path, Function<Map<String, String>, Route> route) {
    return new Endpoint(HttpMethods.PUT, path, route);
  }

  /** A call that does something. */
  static Endpoint post(String path, Function<Map<String, String>, Route> route) {
    return new Endpoint(HttpMethods.POST, path, route);
  }

  /** A call that changes a part of something. */
  static Endpoint patch(String path, Function<Map<String, String>, Route> route) {
    return new Endpoint(HttpMethods.PATCH, path, route);
  }

  /** A call that takes something away. */
  public static Endpoint delete(String path, Function<Map<String, String>, Route> route) {
    return new Endpoint(HttpMethods.DELETE, path, route);
  }

  /** The same call with these parameters in its query. */
  Endpoint with(String... names) {
    return new Endpoint(method, path, new LinkedHashSet<>(List.of(names)), route);
  }

  /** As the description lists it, such as {@code GET /v1/accounts/{account}}. */
  @Override
  public String toString() {
    return method.value() + " " + path;
  }
}
