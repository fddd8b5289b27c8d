package io.switchboard.http.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestHeadTest {
  private static final String PUT = "PUT /things HTTP/1.1\r\nHost: x\r\n";

  @Test
  void aHeadDeterminesTheFramingOfItsBody() throws Exception {
    assertThat(RequestHead.read(PUT)).isEqualTo(new RequestHead("PUT", 0, false));
    assertThat(RequestHead.read(PUT + "content-length:  17 \r\n"))
        .isEqualTo(new RequestHead("PUT", 17, false));
    assertThat(RequestHead.read(PUT + "Content-Length: 0000000000000000000000000000017\r\n"))
        .isEqualTo(new RequestHead("PUT", 17, false));
    assertThat(RequestHead.read(PUT + "TRANSFER-ENCODING: Chunked\r\n"))
        .isEqualTo(new RequestHead("PUT", 0, true));
    assertThat(RequestHead.read(PUT + "Content-Length: 8388608\r\n").length()).isEqualTo(8 << 20);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "8388609",
        "2147483648",
        "4294967300",
        "9223372036854775807",
        "9223372036854775808",
        "18446744073709551620",
        "000018446744073709551620",
        "99999999999999999999999999999999999999999999999999"
      })
  void aLengthAboveTheLimitIsTooLargeForAnyNumberOfDigits(String length) {
    assertThat(refused(PUT + "Content-Length: " + length + "\r\n")).isEqualTo(413);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "+5", "-5", "0x5", "5,5", "5, 5", "5 5", "5;", "5.0", "1e1", "five", "٥", "5_0"
      })
  void aLengthConsistsOfDigitsOnly(String length) {
    assertThat(refused(PUT + "Content-Length: " + length + "\r\n")).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 5\r\nContent-Length: 5\r\n",
        "Content-Length: 5\r\ncontent-length: 6\r\n",
        "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
        "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
        "Transfer-Encoding: chunked, chunked\r\n",
        "Transfer-Encoding: gzip, chunked\r\n",
        "Transfer-Encoding: identity\r\n",
        "Transfer-Encoding: xchunked\r\n",
        "Transfer-Encoding:\r\n"
      })
  void aBodyWithTwoFramingsOrAnUnknownFramingIsRefused(String headers) {
    assertThat(refused(PUT + headers)).isEqualTo(400);
  }

  @Test
  void chunksNeedHttp11() {
    assertThat(refused("PUT / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n")).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length : 5\r\n",
        " Content-Length: 5\r\n",
        "A: b\r\n c\r\n",
        "A: b\r\n\tc\r\n",
        "A\r\n",
        ": b\r\n",
        "A b: c\r\n",
        "A: b\rContent-Length: 5\r\n",
        "A: b\u0000c\r\n",
        "A: b\u007fc\r\n"
      })
  void anInvalidHeaderLineIsRefused(String line) {
    assertThat(refused(PUT + line)).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "GET",
        "GET /",
        "GET / HTTP/1.1 x",
        "GET  / HTTP/1.1",
        "GET /a b HTTP/1.1",
        " GET / HTTP/1.1",
        "G(T / HTTP/1.1",
        "GET / http/1.1",
        "GET / HTTP/2.0",
        "GET / HTTP/11",
        "PRI * HTTP/2.0"
      })
  void aRequestLineHasAMethodAnAddressAndASupportedVersion(String line) {
    assertThat(refused(line + "\r\n")).isEqualTo(400);
  }

  private static int refused(String head) {
    assertThatExceptionOfType(MalformedRequestException.class)
        .isThrownBy(() -> RequestHead.read(head));
    return catchThrowableOfType(MalformedRequestException.class, () -> RequestHead.read(head))
        .status()
        .intValue();
  }
}
