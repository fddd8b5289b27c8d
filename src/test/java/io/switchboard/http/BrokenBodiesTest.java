package io.switchboard.http;

import static akka.http.javadsl.server.Directives.complete;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.switchboard.http.RawConnection.Answer;
import io.switchboard.http.request.JsonBody;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Incomplete bodies: an error of the client, which is not logged as an operator's event. */
@Timeout(60)
class BrokenBodiesTest {
  private static final String CHUNKED =
      """
      PUT /things HTTP/1.1
      Host: localhost
      Content-Type: application/json
      Transfer-Encoding: chunked

      """;
  private static final String OF_TEN =
      """
      PUT /things HTTP/1.1
      Host: localhost
      Content-Type: application/json
      Content-Length: 10

      """;

  private static TestServer server;

  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @BeforeAll
  static void start() {
    server =
        new TestServer(
            "switchboard.http.body-deadline = 300ms",
            system ->
                List.of(
                    Endpoint.put(
                        "/things",
                        ids -> JsonBody.ofJson(100, body -> complete(new String(body, UTF_8))))));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void listen() {
    log.start();
    root().addAppender(log);
  }

  @AfterEach
  void theLogHasNoWordOfIt() {
    root().detachAppender(log);
    assertThat(log.list)
        .filteredOn(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "5\n{\"consumer\":\"k\"}\n0\n\n",
        "1F\n{\"consumer\":\"k\"}\n0\n\n",
        "g\nabc\n0\n\n",
        "\nabc\n0\n\n",
        "-1\nabc\n0\n\n",
        "0x3\nabc\n0\n\n",
        "ffffffffffffffff3\nabc\n0\n\n",
        "100000000\nabc\n0\n\n",
        "3;x\u0001=y\nabc\n0\n\n"
      })
  void aBodyWithMalformedChunksIsABadRequestAndTheLastOfItsConnection(String chunks) {
    try (RawConnection client = server.connect()) {
      Answer refused = client.sendLines(CHUNKED + chunks).endSending().answer();

      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
      assertThat(refused.header("Connection")).isEqualTo("close");
      assertThat(client.readToEnd()).isZero();
    }
  }

  @Test
  void chunkExtensionsAndTrailersAreBounded() {
    assertThat(status(CHUNKED + "3;" + "x".repeat(200) + "\nabc\n0\nA: b\n\n")).isEqualTo(200);
    assertThat(status(CHUNKED + "3;" + "x".repeat(400) + "\nabc\n0\n\n")).isEqualTo(400);
    assertThat(status(CHUNKED + "3\nabc\n0\n" + ("A: " + "x".repeat(200) + "\n").repeat(40) + "\n"))
        .isEqualTo(400);
  }

  @Test
  void aBareLineFeedEndsNoLine() {
    try (RawConnection client = server.connect()) {
      client.sendLines(CHUNKED).send("3\nabc\n0\n\n");

      assertThat(client.answer().status()).isEqualTo(400);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {CHUNKED + "3\nabc\n", CHUNKED + "5\nabc", CHUNKED, OF_TEN, OF_TEN + "abc"})
  void aTruncatedBodyIsABadRequest(String request) {
    try (RawConnection client = server.connect()) {
      assertThat(client.sendLines(request).endSending().answer().status()).isEqualTo(400);
      assertThat(client.readToEnd()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {CHUNKED + "3\nabc\n", OF_TEN, OF_TEN + "abc"})
  void aLateBodyIsATimeout(String request) {
    try (RawConnection client = server.connect()) {
      assertThat(client.sendLines(request).answer().status()).isEqualTo(408);
      assertThat(client.readToEnd()).isZero();
    }
  }

  @Test
  void anOversizedBodyIsRefusedWithAnyFraming() {
    String hundredAndOne = "x".repeat(101);
    assertThat(status(CHUNKED + "65\n" + hundredAndOne + "\n0\n\n")).isEqualTo(413);
    assertThat(status(OF_TEN.replace("10", "101") + hundredAndOne)).isEqualTo(413);
  }

  @Test
  void aCompressedBodyIsRefused() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write("{}".getBytes(UTF_8));
    }
    for (String body : List.of("no gzip", bytes.toString("ISO-8859-1"))) {
      String head =
          OF_TEN
              .replace("10\n", body.length() + "\nContent-Encoding: gzip\n")
              .replace("\n", "\r\n");
      try (RawConnection client = server.connect()) {
        assertThat(client.send(head + body).answer().status()).isEqualTo(415);
      }
    }
  }

  @Test
  void anInterruptedBodyAffectsNoOtherConnection() throws Exception {
    CountDownLatch gone = new CountDownLatch(20);
    for (int i = 0; i < 20; i++) {
      RawConnection client = server.connect().sendLines(i % 2 == 0 ? CHUNKED + "5\nab" : OF_TEN);
      client.reset();
      gone.countDown();
    }
    assertThat(gone.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(status(OF_TEN + "0123456789")).isEqualTo(200);
  }

  private static int status(String request) {
    try (RawConnection client = server.connect()) {
      return client.sendLines(request).answer().status();
    }
  }

  private static Logger root() {
    return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  }
}
