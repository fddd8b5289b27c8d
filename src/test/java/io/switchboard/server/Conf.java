package io.switchboard.server;

import com.typesafe.config.Config;
import io.switchboard.server.database.StartupException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Settings for tests: those of conf/ with changes. */
public final class Conf {
  private Conf() {}

  /** One node with an embedded database in the folder, on any free port. */
  public static NodeSettings h2(Path folder) {
    return load("application.conf", Map.of("switchboard.data", folder.toString()));
  }

  /** One node with a database on a PostgreSQL server, on any free port. */
  public static NodeSettings postgres(String url) {
    return load(
        "postgres.conf",
        Map.of("switchboard.database.url", url, "switchboard.database.user", "postgres"));
  }

  /** The same settings with some changed. */
  static NodeSettings with(NodeSettings settings, Config changes) {
    return new NodeSettings(changes.withFallback(settings.config()), settings.accounts());
  }

  private static NodeSettings load(String file, Map<String, String> overrides) {
    Map<String, Object> all = new HashMap<>(overrides);
    all.put("switchboard.http.port", 0);
    try {
      return NodeSettings.load(Optional.of(Path.of("conf", file)), all, Map.of());
    } catch (StartupException e) {
      throw new AssertionError(e);
    }
  }
}
