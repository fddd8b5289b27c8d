package io.switchboard.server;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import io.switchboard.domain.account.Account;
import io.switchboard.server.database.StartupException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Complete, resolved configuration, and accounts to create unless they exist, by id. */
public record NodeSettings(Config config, Map<String, Account> accounts) {
  private static final Duration LEASE_MARGIN = Duration.ofSeconds(2);
  private static final Duration SHORTEST_RETENTION_INTERVAL = Duration.ofSeconds(1);

  public NodeSettings {
    accounts = Map.copyOf(accounts);
  }

  /**
   * Loads settings from a configuration file, or from the one in the jar: a single node with the
   * embedded database.
   *
   * @param overrides values by their path, such as {@code switchboard.http.port}; they take
   *     precedence over system properties, and these over the file
   * @throws StartupException when the file cannot be read or the configuration is invalid
   */
  public static NodeSettings load(
      Optional<Path> file, Map<String, ?> overrides, Map<String, Account> accounts)
      throws StartupException {
    try {
      Config config =
          ConfigFactory.parseMap(overrides)
              .withFallback(ConfigFactory.defaultOverrides())
              .withFallback(parse(file))
              .withFallback(ConfigFactory.defaultReferenceUnresolved())
              .resolve();
      NodeSettings settings = new NodeSettings(ContactPoints.discoverable(config), accounts);
      settings.check();
      return settings;
    } catch (ConfigException e) {
      throw new StartupException(
          "The configuration cannot be used: " + StartupException.reason(e), e);
    }
  }

  /** Returns the address to listen on. */
  public String host() {
    return config.getString("switchboard.http.host");
  }

  /** Returns the port to listen on; 0 for any free port. */
  public int port() {
    return config.getInt("switchboard.http.port");
  }

  /** Returns the time limit for current requests when the node stops. */
  Duration requestsWithin() {
    return config.getDuration("switchboard.http.stop-within");
  }

  /** Returns the time limit of an orderly stop. */
  Duration stopWithin() {
    return config.getDuration("switchboard.stop-within");
  }

  /** Returns whether the node forms a cluster of its own. */
  boolean joinsItself() {
    return config.getBoolean("switchboard.cluster.join-self");
  }

  /** Returns whether the node looks for other nodes to form a cluster with. */
  boolean usesBootstrap() {
    return config.getBoolean("switchboard.cluster.bootstrap");
  }

  /** Returns the time between two removals of closed conversations. */
  Duration retentionInterval() {
    return config.getDuration("switchboard.retention.interval");
  }

  private void check() throws StartupException {
    if (port() < 0 || port() > 65_535) {
      throw new StartupException(
          "The configuration cannot be used: switchboard.http.port is %d; a port is 0 to 65535"
              .formatted(port()));
    }
    checkLease();
    if (retentionInterval().compareTo(SHORTEST_RETENTION_INTERVAL) < 0) {
      throw new StartupException(
          "The configuration cannot be used: switchboard.retention.interval is %s; the minimum is %s"
              .formatted(retentionInterval(), SHORTEST_RETENTION_INTERVAL));
    }
    String data = config.getString("switchboard.data");
    if (data.contains(";")) {
      throw new StartupException(
          "The data folder %s cannot be used: its name contains a ';', which begins the options of the database"
              .formatted(data));
    }
  }

  /** Checks the bounds that reference.conf states and explains. */
  private void checkLease() throws StartupException {
    Duration lease = config.getDuration("switchboard.cluster.lease");
    Duration dead =
        config
            .getDuration("akka.cluster.failure-detector.acceptable-heartbeat-pause")
            .plus(config.getDuration("akka.cluster.split-brain-resolver.stable-after"));
    if (lease.compareTo(LEASE_MARGIN) < 0) {
      throw new StartupException(
          "The configuration cannot be used: switchboard.cluster.lease is %s; the minimum is %s, because it is renewed every second"
              .formatted(lease, LEASE_MARGIN));
    }
    if (!joinsItself() && lease.plus(LEASE_MARGIN).compareTo(dead) > 0) {
      throw new StartupException(
          "The configuration cannot be used: switchboard.cluster.lease is %s; it must be at least %s shorter than acceptable-heartbeat-pause and stable-after together, which are %s"
              .formatted(lease, LEASE_MARGIN, dead));
    }
  }

  private static Config parse(Optional<Path> file) {
    ConfigParseOptions required = ConfigParseOptions.defaults().setAllowMissing(false);
    return file.map(path -> ConfigFactory.parseFile(path.toFile(), required))
        .orElseGet(() -> ConfigFactory.parseResources("conf/application.conf", required));
  }
}
