package io.switchboard.server;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import io.switchboard.server.database.StartupException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Contact points of a cluster that are listed instead of discovered, for example by DNS. */
final class ContactPoints {
  private static final String PATH = "switchboard.cluster.contact-points";
  private static final Pattern POINT =
      Pattern.compile("(?<host>[A-Za-z0-9._:\\[\\]-]+):(?<port>\\d{1,5})");

  private ContactPoints() {}

  /**
   * Returns the configuration, in which the list that an operator writes in one line is copied to
   * where the service discovery reads it.
   *
   * @throws StartupException when the list is malformed, or empty although nodes are discovered by
   *     it
   */
  static Config discoverable(Config config) throws StartupException {
    if (!config.getBoolean("switchboard.cluster.bootstrap")) {
      return config;
    }
    Config discovery =
        config.getConfig("akka.management.cluster.bootstrap.contact-point-discovery");
    if (!discovery.getString("discovery-method").equals("config")) {
      return config;
    }
    String list = config.getString(PATH);
    List<Map<String, Object>> points = new ArrayList<>();
    for (String point : Stream.of(list.split(",", -1)).map(String::strip).toList()) {
      points.add(point(point, list));
    }
    return ConfigFactory.empty()
        .withValue(
            "akka.discovery.config.services.\"%s\".endpoints"
                .formatted(discovery.getString("service-name")),
            ConfigValueFactory.fromIterable(points))
        .withFallback(config);
  }

  private static Map<String, Object> point(String point, String list) throws StartupException {
    Matcher parts = POINT.matcher(point);
    if (!parts.matches()) {
      throw new StartupException(
          "The configuration cannot be used: %s is '%s'; it lists the management address of every node, such as node-1:8558,node-2:8558"
              .formatted(PATH, list));
    }
    return Map.of("host", parts.group("host"), "port", Integer.parseInt(parts.group("port")));
  }
}
