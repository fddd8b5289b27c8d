package io.switchboard.http.request;

import static akka.http.javadsl.server.Directives.complete;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.http.Endpoint;
import io.switchboard.http.RawConnection;
import io.switchboard.http.RawConnection.Answer;
import io.switchboard.http.TestServer;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class AllowedHostsTest {
  private static TestServer server;

  @BeforeAll
  static void start() {
    server = serving("router.example, .");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static TestServer serving(String allowed) {
    return new TestServer(
        "switchboard.http.allowed-hosts = \"%s\"".formatted(allowed),
        system ->
            List.of(
                Endpoint.get("/things", ids -> complete("things")),
                Endpoint.delete("/things", ids -> complete("deleted")),
                Endpoint.get("/health/ready", ids -> complete("ready")),
                Endpoint.get("/metrics", ids -> complete("figures"))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "localhost:8080",
        "LocalHost.",
        "127.0.0.1:8080",
        "[::1]:8080",
        "10.1.2.3:8080",
        "[2001:db8::1]",
        "router.example",
        "Router.Example:443"
      })
  void aNodeAnswersUnderItsNamesAndUnderAnyNumericAddress(String host) {
    assertThat(get("/things", "Host: " + host).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "evil.example:8080",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "xrouter.example",
        "router.example.evil",
        "sub.router.example",
        "2130706433",
        "0x7f.1"
      })
  void anotherNameIsRefusedWithTheSettingThatAllowsIt(String host) {
    Answer refused = get("/things", "Host: " + host);

    assertThat(refused.status()).isEqualTo(421);
    assertThat(refused.body()).contains("switchboard.http.allowed-hosts (HTTP_ALLOWED_HOSTS)");
  }

  @Test
  void theHostNameInTheRequestTargetIsCheckedToo() {
    try (RawConnection client = server.connect()) {
      client.sendLines("GET http://evil.example/things HTTP/1.1\nHost: evil.example\n\n");
      assertThat(client.answer().status()).isEqualTo(421);
    }
    try (RawConnection client = server.connect()) {
      client.sendLines("GET http://evil.example/things HTTP/1.1\nHost: localhost\n\n");
      assertThat(client.answer().status()).isEqualTo(400);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /things HTTP/1.1\n\n",
        "GET /things HTTP/1.1\nHost:\n\n",
        "GET /things HTTP/1.0\n\n"
      })
  void aRequestWithoutAHostNameIsABadRequest(String request) {
    try (RawConnection client = server.connect()) {
      assertThat(client.sendLines(request).answer().status()).isEqualTo(400);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://evil.example",
        "https://evil.example:8443",
        "http://localhost.evil.example",
        "http://6.6.6.6",
        "null",
        "",
        "localhost",
        "file://",
        "http://localhost evil",
        "http://localhost@evil.example"
      })
  void aPageOfAnotherOriginIsForbidden(String origin) {
    assertThat(get("/things", "Host: localhost\nOrigin: " + origin).status()).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host: localhost:8080\nOrigin: http://localhost:3000",
        "Host: 10.1.2.3:8080\nOrigin: http://10.1.2.3:8080",
        "Host: [::1]:8080\nOrigin: http://[::1]:3000",
        "Host: router.example\nOrigin: https://router.example"
      })
  void aPageOfAnAllowedOriginIsAnswered(String headers) {
    assertThat(get("/things", headers).status()).isEqualTo(200);
  }

  @Test
  void aPageOfAnotherServerAtTheSameAddressIsForbidden() {
    assertThat(get("/things", "Host: 10.1.2.3:8080\nOrigin: http://10.1.2.3:3000").status())
        .isEqualTo(403);
  }

  @Test
  void healthIsAnsweredUnderAnyName() {
    assertThat(get("/health/ready", "Host: kube-probe.example").body()).isEqualTo("ready");
  }

  @Test
  void metricsNameAccountsAndAreAnsweredUnderAnAllowedNameOnly() {
    assertThat(get("/metrics", "Host: 10.0.0.7:8080").body()).isEqualTo("figures");
    assertThat(get("/metrics", "Host: page.example").status()).isEqualTo(421);
  }

  @Test
  void anOperatorCanLeaveTheCheckToAProxy() {
    try (TestServer open = serving("*");
        RawConnection client = open.connect()) {
      client.sendLines("GET /things HTTP/1.1\nHost: any.example\nOrigin: http://other.example\n\n");

      assertThat(client.answer().status()).isEqualTo(200);
    }
  }

  private static Answer get(String path, String headers) {
    try (RawConnection client = server.connect()) {
      return client.sendLines("GET %s HTTP/1.1\n%s\n\n".formatted(path, headers)).answer();
    }
  }
}
