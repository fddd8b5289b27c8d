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
 * Endpoint of the API: a method, a path and a route.
 *
 * @param path the path as the API description has it, such as {@code
 *     /v1/accounts/{account}/skills/{id}}
 * @param parameters the names of the query parameters; any other is refused
 * @param route the function from the values of the path's names to the route; the values are
 *     well-formed ids
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

  /** Returns an endpoint that reads. */
  public static Endpoint get(String path, Function<Map<String, String>, Route> route) {
    return new Endpoint(HttpMethods.GET, path, route);
  }

  static Endpoint put(String path, Function<Map<String, String>, Route> route) {
    return new Endpoint(HttpMethods.PUT, path, route);
  }

  static Endpoint post(String path, Function<Map<String, String>, Route> route) {
    return new Endpoint(HttpMethods.POST, path, route);
  }

  static Endpoint patch(String path, Function<Map<String, String>, Route> route) {
    return new Endpoint(HttpMethods.PATCH, path, route);
  }

  /** Returns an endpoint that deletes a resource. */
  public static Endpoint delete(String path, Function<Map<String, String>, Route> route) {
    return new Endpoint(HttpMethods.DELETE, path, route);
  }

  Endpoint with(String... names) {
    return new Endpoint(method, path, new LinkedHashSet<>(List.of(names)), route);
  }

  /** Returns method and path, such as {@code GET /v1/accounts/{account}}. */
  @Override
  public String toString() {
    return method.value() + " " + path;
  }
}
