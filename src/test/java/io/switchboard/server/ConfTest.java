package io.switchboard.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.typesafe.config.Config;
import io.switchboard.document.AccountDocument;
import io.switchboard.server.database.StartupException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfTest {
  private static final String CONTACTS = "switchboard.cluster.contact-points";

  private static List<Path> files(String ending) throws IOException {
    try (Stream<Path> files = Files.list(Path.of("conf"))) {
      return files.filter(file -> file.toString().endsWith(ending)).toList();
    }
  }

  static List<Path> configurations() throws IOException {
    return files(".conf");
  }

  static List<Path> accounts() throws IOException {
    return files(".json");
  }

  @ParameterizedTest
  @MethodSource("configurations")
  void every_configuration_loads_and_resolves(Path file) throws StartupException {
    Config config = load(file);

    assertThat(config.isResolved()).isTrue();
    assertThat(config.getString("switchboard.database.url")).startsWith("jdbc:");
  }

  @ParameterizedTest
  @MethodSource("accounts")
  void every_account_can_be_used(Path file) throws IOException {
    try (InputStream document = Files.newInputStream(file)) {
      assertThat(AccountDocument.read(document).agents()).isNotEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1900ms", "5100ms"})
  void a_lease_that_does_not_fit_the_times_of_the_cluster_is_refused(String lease) {
    assertThatThrownBy(
            () ->
                NodeSettings.load(
                    Optional.of(Path.of("conf/cluster.conf")),
                    Map.of("switchboard.cluster.lease", lease, CONTACTS, "127.0.0.1:8558"),
                    Map.of()))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("switchboard.cluster.lease is PT");
  }

  @Test
  void a_lease_as_long_as_possible_is_taken() throws StartupException {
    NodeSettings settings =
        NodeSettings.load(
            Optional.of(Path.of("conf/cluster.conf")),
            Map.of("switchboard.cluster.lease", "5s", CONTACTS, "127.0.0.1:8558"),
            Map.of());

    assertThat(settings.config().getDuration("switchboard.cluster.lease"))
        .isEqualTo(Duration.ofSeconds(5));
  }

  @ParameterizedTest
  @MethodSource("configurations")
  void nothing_is_reachable_from_other_machines_unless_the_environment_says_so(Path file)
      throws StartupException {
    Config config = load(file);

    assertThat(config.getString("switchboard.http.host")).isEqualTo("127.0.0.1");
    assertThat(config.getString("akka.remote.artery.canonical.hostname")).isEqualTo("127.0.0.1");
    assertThat(config.getString("akka.remote.artery.bind.hostname")).isIn("", "127.0.0.1");
    if (config.getBoolean("switchboard.cluster.bootstrap")) {
      assertThat(config.getString("akka.management.http.hostname")).isEqualTo("127.0.0.1");
      assertThat(config.getString("akka.management.http.bind-hostname")).isIn("", "127.0.0.1");
    }
  }

  @ParameterizedTest
  @MethodSource("configurations")
  void no_configuration_has_a_password(Path file) throws StartupException {
    assertThat(load(file).getString("switchboard.database.password")).isEmpty();
  }

  @Test
  void a_single_node_writes_to_its_file_before_it_acknowledges() throws StartupException {
    assertThat(load(Path.of("conf/application.conf")).getString("switchboard.database.url"))
        .contains("jdbc:h2:file:", "WRITE_DELAY=0");
  }

  @Test
  void another_file_is_all_that_postgresql_takes() throws StartupException {
    assertThat(load(Path.of("conf/postgres.conf")).getString("switchboard.database.url"))
        .startsWith("jdbc:postgresql:");
  }

  @Test
  void the_jar_has_the_same_configuration_as_the_folder() throws StartupException {
    Config inJar = NodeSettings.load(Optional.empty(), Map.of(), Map.of()).config();

    Config inFolder =
        NodeSettings.load(Optional.of(Path.of("conf/application.conf")), Map.of(), Map.of())
            .config();
    assertThat(inJar.getConfig("switchboard")).isEqualTo(inFolder.getConfig("switchboard"));
  }

  @Test
  void the_nodes_of_a_cluster_are_listed_in_one_line() throws StartupException {
    assertThat(
            load(Path.of("conf/cluster.conf"))
                .getConfigList("akka.discovery.config.services.switchboard.endpoints"))
        .extracting(point -> point.getString("host"), point -> point.getInt("port"))
        .containsExactly(tuple("node-1", 8558), tuple("node-2", 8558));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "node-1", "node-1:8558,", "node-1:8558;node-2:8558", ":8558"})
  void a_list_of_nodes_that_is_none_is_refused(String list) {
    assertThatThrownBy(
            () ->
                NodeSettings.load(
                    Optional.of(Path.of("conf/cluster.conf")),
                    Map.of("switchboard.cluster.contact-points", list),
                    Map.of()))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("switchboard.cluster.contact-points is '%s'", list);
  }

  @Test
  void nodes_that_are_found_by_dns_need_not_be_listed() throws StartupException {
    NodeSettings.load(
        Optional.of(Path.of("conf/cluster.conf")),
        Map.of(
            "akka.management.cluster.bootstrap.contact-point-discovery.discovery-method",
            "akka-dns"),
        Map.of());
  }

  @Test
  void what_a_dead_node_had_begins_again_in_less_than_fifteen_seconds_by_the_settings()
      throws StartupException {
    Config cluster = load(Path.of("conf/cluster.conf")).getConfig("akka.cluster");

    Duration missed =
        cluster
            .getDuration("failure-detector.acceptable-heartbeat-pause")
            .plus(cluster.getDuration("failure-detector.heartbeat-interval"));
    Duration declaredDead = cluster.getDuration("split-brain-resolver.stable-after");
    Duration margin = cluster.getDuration("down-removal-margin");
    assertThat(missed.plus(declaredDead).plus(margin)).isLessThan(Duration.ofSeconds(12));
  }

  @Test
  void what_an_embedder_must_not_forget_wins_over_the_libraries() throws StartupException {
    Config config = load(Path.of("conf/application.conf"));

    assertThat(config.getInt("akka.cluster.sharding.number-of-shards")).isEqualTo(100);
    assertThat(config.getString("akka.persistence.journal.plugin")).isEqualTo("jdbc-journal");
    assertThat(config.getInt("jdbc-journal.bufferSize")).isEqualTo(5000);
  }

  @Test
  void an_option_wins_over_the_file(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("own.conf"), "switchboard.http.port = 1");

    NodeSettings settings =
        NodeSettings.load(Optional.of(file), Map.of("switchboard.http.port", 2), Map.of());

    assertThat(settings.port()).isEqualTo(2);
  }

  @Test
  void a_file_that_is_no_configuration_is_refused_with_the_place(@TempDir Path folder)
      throws IOException {
    Path file = Files.writeString(folder.resolve("own.conf"), "switchboard {\n  http = = 3\n");

    assertThatThrownBy(() -> load(file))
        .isInstanceOf(StartupException.class)
        .hasMessageContainingAll("own.conf", "2");
  }

  @Test
  void a_file_that_is_missing_is_named() {
    assertThatThrownBy(() -> load(Path.of("conf/none.conf")))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("none.conf");
  }

  @Test
  void a_port_that_is_none_is_refused() {
    assertThatThrownBy(
            () ->
                NodeSettings.load(
                    Optional.empty(), Map.of("switchboard.http.port", 65_536), Map.of()))
        .isInstanceOf(StartupException.class)
        .hasMessage(
            "The configuration cannot be used: switchboard.http.port is 65536; a port is 0 to 65535");
  }

  @Test
  void a_folder_whose_name_would_change_the_options_of_the_database_is_refused() {
    assertThatThrownBy(
            () ->
                NodeSettings.load(
                    Optional.empty(), Map.of("switchboard.data", "/tmp/a;b"), Map.of()))
        .isInstanceOf(StartupException.class)
        .hasMessageStartingWith("The data folder /tmp/a;b cannot be used");
  }

  private static Config load(Path file) throws StartupException {
    return NodeSettings.load(
            Optional.of(file),
            Map.of("switchboard.cluster.contact-points", "node-1:8558, node-2:8558"),
            Map.of())
        .config();
  }
}
