package io.switchboard.http.request;

import static akka.http.javadsl.server.Directives.extractRequest;

import akka.http.javadsl.model.Host;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.server.Route;
import com.typesafe.config.Config;
import io.switchboard.http.problem.RequestRefusedException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Host names under which a node may be called. A web page can make its own name resolve to this
 * node (DNS rebinding); the browser then treats the node as part of the page. So every name that is
 * not configured is refused. A numeric address is always allowed, because no page can make it
 * resolve to another machine.
 *
 * <p>Health checks are answered under any name, since probes do not choose the name.
 */
public final class AllowedHosts {
  private static final String SETTING = "switchboard.http.allowed-hosts (HTTP_ALLOWED_HOSTS)";
  private static final String ALL = "*";

  private final Set<String> names;

  private AllowedHosts(Set<String> names) {
    this.names = names;
  }

  /**
   * Returns the allowed names: those of the loopback interface, the addresses that are configured
   * for this node, and those of {@code switchboard.http.allowed-hosts}, where {@code *} allows all.
   */
  public static AllowedHosts of(Config config) {
    Stream<String> configured =
        Stream.of(
            config.getString("switchboard.http.host"),
            config.getString("akka.remote.artery.canonical.hostname"));
    Stream<String> listed =
        Arrays.stream(config.getString("switchboard.http.allowed-hosts").split(","));
    return new AllowedHosts(
        Stream.of(Stream.of("localhost", "127.0.0.1", "::1"), configured, listed)
            .flatMap(names -> names)
            .map(AllowedHosts::plain)
            .filter(name -> !name.isEmpty())
            .collect(Collectors.toSet()));
  }

  /**
   * Returns the routes for requests under an allowed name. Others are refused: 421 for the {@code
   * Host} of the request, 403 for the {@code Origin} of the page that sends it.
   */
  public Route guard(Route routes) {
    return extractRequest(
        request -> {
          if (!request.getUri().path().startsWith("/health/") && !names.contains(ALL)) {
            requireHost(request.getUri().host());
            value(request, "Origin").ifPresent(origin -> requireOrigin(request, origin));
          }
          return routes;
        });
  }

  private void requireHost(Host host) {
    if (host.isNamedHost() && !names.contains(plain(host.address()))) {
      throw new RequestRefusedException(
          StatusCodes.MISDIRECTED_REQUEST,
          "%s is not an allowed host name of this node; %s lists the allowed ones."
              .formatted(host.address(), SETTING));
    }
  }

  private void requireOrigin(HttpRequest request, String origin) {
    boolean allowed =
        page(origin).filter(page -> isAllowed(page) || isOf(page, request)).isPresent();
    if (!allowed) {
      throw new RequestRefusedException(
          StatusCodes.FORBIDDEN,
          "The origin of this request is not an allowed host of this node; %s lists the allowed ones."
              .formatted(SETTING));
    }
  }

  /** Parses an origin such as {@code https://desk.example:8443}; empty for {@code null}. */
  private static Optional<URI> page(String origin) {
    try {
      return Optional.of(new URI(origin)).filter(page -> page.getHost() != null);
    } catch (URISyntaxException malformed) {
      return Optional.empty();
    }
  }

  private boolean isAllowed(URI page) {
    return names.contains(plain(page.getHost().replaceAll("[\\[\\]]", "")));
  }

  /** Returns whether the page comes from the host and the port to which it sends its request. */
  private static boolean isOf(URI page, HttpRequest request) {
    return value(request, "Host").filter(page.getAuthority()::equalsIgnoreCase).isPresent();
  }

  private static Optional<String> value(HttpRequest request, String header) {
    return request.getHeader(header).map(HttpHeader::value);
  }

  private static String plain(String name) {
    String trimmed = name.strip().toLowerCase(Locale.ROOT);
    return trimmed.endsWith(".") ? trimmed.substring(0, trimmed.length() - 1) : trimmed;
  }
}
