package io.switchboard.http.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import akka.util.ByteString;
import io.switchboard.http.server.RequestFraming.Piece;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestFramingTest {
  private static final String GET = "GET /%s HTTP/1.1\r\nHost: x\r\n\r\n";
  private static final String PUT = "PUT / HTTP/1.1\r\nContent-Length: 5\r\n\r\nabcde";
  private static final String CHUNKED = "PUT / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n";

  private final RequestFraming framing = new RequestFraming(1_000);

  @Test
  void noPartHasMoreThanOneRequest() throws Exception {
    assertThat(pieces(GET.formatted("a") + PUT + GET.formatted("b")))
        .containsExactly(GET.formatted("a"), PUT, GET.formatted("b"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 50})
  void requestsAreTheSameForAnySplitOfTheirBytes(int atOnce) throws Exception {
    String chunks = CHUNKED + "3;x=y\r\nabc\r\nA\r\n0123456789\r\n0\r\nA: b\r\n\r\n";
    String all = GET.formatted("a") + PUT + chunks + GET.formatted("b");
    List<String> pieces = new ArrayList<>();
    for (int at = 0; at < all.length(); at += atOnce) {
      pieces.addAll(pieces(all.substring(at, Math.min(all.length(), at + atOnce))));
    }

    String handedOn = String.join("", pieces);
    assertThat(handedOn).startsWith(GET.formatted("a") + PUT + CHUNKED);
    assertThat(handedOn).endsWith("0\r\n\r\n" + GET.formatted("b"));
    assertThat(handedOn).doesNotContain("x=y", "A: b");
    assertThat(framing.isInBody()).isFalse();
    assertThat(framing.hasBytes()).isFalse();
  }

  @Test
  void aChunkIsPassedOnAsItArrives() throws Exception {
    assertThat(pieces(CHUNKED + "FFFFF\r\nabc")).containsExactly(CHUNKED, "3\r\nabc\r\n");
    assertThat(pieces("defg")).containsExactly("4\r\ndefg\r\n");
  }

  @Test
  void aHeadRequestIsPassedOnAsGet() throws Exception {
    framing.add(ByteString.fromString("HEAD / HTTP/1.1\r\n\r\n"));

    Piece piece = framing.next().orElseThrow();

    assertThat(piece.bytes().utf8String()).isEqualTo("GET / HTTP/1.1\r\n\r\n");
    assertThat(piece.head().map(RequestHead::isForHead)).hasValue(true);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\nHost: x\n\n",
        "\nGET / HTTP/1.1\r\n\r\n",
        "\r\nGET / HTTP/1.1\r\n\r\n",
        CHUNKED + "3\nabc\r\n",
        CHUNKED + "3\r\nabc\n",
        CHUNKED + "3\r\nabcd\r\n",
        CHUNKED + "3\r\nab\r\n0\r\n\r\n",
        CHUNKED + " 3\r\nabc\r\n",
        CHUNKED + "\r\n",
        CHUNKED + "3,3\r\nabc\r\n"
      })
  void anyOtherFramingIsRefused(String request) {
    assertThatExceptionOfType(MalformedRequestException.class).isThrownBy(() -> pieces(request));
  }

  private List<String> pieces(String bytes) throws MalformedRequestException {
    framing.add(ByteString.fromString(bytes));
    List<String> pieces = new ArrayList<>();
    for (Optional<Piece> piece = framing.next(); piece.isPresent(); piece = framing.next()) {
      pieces.add(piece.get().bytes().utf8String());
    }
    return pieces;
  }
}
