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
  void eachConfigurationLoadsAndResolves(Path file) throws StartupException {
    Config config = load(file);

    assertThat(config.isResolved()).isTrue();
    assertThat(config.getString("switchboard.database.url")).startsWith("jdbc:");
  }

  @ParameterizedTest
  @MethodSource("accounts")
  void eachAccountIsValid(Path file) throws IOException {
    try (InputStream document = Files.newInputStream(file)) {
      assertThat(AccountDocument.read(document).agents()).isNotEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1900ms", "5100ms"})
  void aLeaseThatDoesNotFitTheTimesOfTheClusterIsRefused(String lease) {
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
  void aRetentionIntervalThatIsTooShortIsRefused() {
    assertThatThrownBy(
            () ->
                NodeSettings.load(
                    Optional.empty(), Map.of("switchboard.retention.interval", "0s"), Map.of()))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("switchboard.retention.interval is PT0S; the minimum is PT1S");
  }

  @Test
  void theLongestPossibleLeaseIsAccepted() throws StartupException {
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
  void noPortIsReachableFromOtherMachinesUnlessTheEnvironmentIsSetSo(Path file)
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
  void noConfigurationHasAPassword(Path file) throws StartupException {
    assertThat(load(file).getString("switchboard.database.password")).isEmpty();
  }

  @Test
  void aSingleNodeWritesToItsFileBeforeItAcknowledges() throws StartupException {
    assertThat(load(Path.of("conf/application.conf")).getString("switchboard.database.url"))
        .contains("jdbc:h2:file:", "WRITE_DELAY=0");
  }

  @Test
  void postgresqlNeedsOnlyAnotherConfigurationFile() throws StartupException {
    assertThat(load(Path.of("conf/postgres.conf")).getString("switchboard.database.url"))
        .startsWith("jdbc:postgresql:");
  }

  @Test
  void theJarHasTheSameConfigurationAsTheFolder() throws StartupException {
    Config inJar = NodeSettings.load(Optional.empty(), Map.of(), Map.of()).config();

    Config inFolder =
        NodeSettings.load(Optional.of(Path.of("conf/application.conf")), Map.of(), Map.of())
            .config();
    assertThat(inJar.getConfig("switchboard")).isEqualTo(inFolder.getConfig("switchboard"));
  }

  @Test
  void theNodesOfAClusterAreListedInOneLine() throws StartupException {
    assertThat(
            load(Path.of("conf/cluster.conf"))
                .getConfigList("akka.discovery.config.services.switchboard.endpoints"))
        .extracting(point -> point.getString("host"), point -> point.getInt("port"))
        .containsExactly(tuple("node-1", 8558), tuple("node-2", 8558));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "node-1", "node-1:8558,", "node-1:8558;node-2:8558", ":8558"})
  void anInvalidListOfNodesIsRefused(String list) {
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
  void nodesFoundByDnsNeedNoList() throws StartupException {
    NodeSettings.load(
        Optional.of(Path.of("conf/cluster.conf")),
        Map.of(
            "akka.management.cluster.bootstrap.contact-point-discovery.discovery-method",
            "akka-dns"),
        Map.of());
  }

  @Test
  void theSettingsReloadTheEntitiesOfADeadNodeWithinFifteenSeconds() throws StartupException {
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
  void requiredSettingsOfTheNodeOverrideThoseOfTheLibraries() throws StartupException {
    Config config = load(Path.of("conf/application.conf"));

    assertThat(config.getInt("akka.cluster.sharding.number-of-shards")).isEqualTo(100);
    assertThat(config.getString("akka.persistence.journal.plugin")).isEqualTo("jdbc-journal");
    assertThat(config.getInt("jdbc-journal.bufferSize")).isEqualTo(5000);
  }

  @Test
  void anOptionOverridesTheFile(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("own.conf"), "switchboard.http.port = 1");

    NodeSettings settings =
        NodeSettings.load(Optional.of(file), Map.of("switchboard.http.port", 2), Map.of());

    assertThat(settings.port()).isEqualTo(2);
  }

  @Test
  void aFileWithASyntaxErrorIsRefusedWithTheLocation(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("own.conf"), "switchboard {\n  http = = 3\n");

    assertThatThrownBy(() -> load(file))
        .isInstanceOf(StartupException.class)
        .hasMessageContainingAll("own.conf", "2");
  }

  @Test
  void aMissingFileIsReportedWithItsName() {
    assertThatThrownBy(() -> load(Path.of("conf/none.conf")))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("none.conf");
  }

  @Test
  void anInvalidPortIsRefused() {
    assertThatThrownBy(
            () ->
                NodeSettings.load(
                    Optional.empty(), Map.of("switchboard.http.port", 65_536), Map.of()))
        .isInstanceOf(StartupException.class)
        .hasMessage(
            "The configuration cannot be used: switchboard.http.port is 65536; a port is 0 to 65535");
  }

  @Test
  void aFolderWhoseNameWouldChangeTheOptionsOfTheDatabaseIsRefused() {
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
