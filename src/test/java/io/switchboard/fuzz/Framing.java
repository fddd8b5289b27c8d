package io.switchboard.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;
import java.util.Random;

/** Framing of bodies by HTTP/1.1, right and wrong. */
final class Framing {
  private final Random random;

  Framing(Random random) {
    this.random = random;
  }

  /** Valid chunks, some with an extension or a trailer. */
  static byte[] chunked(StringBuilder head, byte[] body, Random random) {
    head.append("Transfer-Encoding: chunked\r\n\r\n");
    StringBuilder chunks = new StringBuilder();
    String text = new String(body, ISO_8859_1);
    for (int from = 0; from < text.length(); ) {
      int to = Math.min(text.length(), from + 1 + random.nextInt(text.length()));
      chunks.append(Integer.toHexString(to - from)).append(random.nextInt(4) == 0 ? ";a=b" : "");
      chunks.append("\r\n").append(text, from, to).append("\r\n");
      from = to;
    }
    chunks.append("0\r\n").append(random.nextInt(4) == 0 ? "X: y\r\n" : "").append("\r\n");
    return chunks.toString().getBytes(ISO_8859_1);
  }

  /** The rest of the head, and a body with invalid framing. */
  byte[] of(StringBuilder head, byte[] body) {
    String text = new String(body, ISO_8859_1);
    int length = body.length;
    String size = Integer.toHexString(length);
    if (random.nextBoolean()) {
      List<String> lengths =
          List.of(
              "" + (length + 7),
              "" + Math.max(0, length - 1),
              "-1",
              "+" + length,
              "0x10",
              "",
              "1e3",
              length + ", " + length,
              length + "\r\nContent-Length: " + (length + 1),
              "18446744073709551620",
              "9223372036854775807",
              "99999999999",
              length + " ",
              length + "\r\nTransfer-Encoding: chunked");
      head.append("Content-Length: ").append(one(lengths)).append("\r\n\r\n");
      return body;
    }
    head.append("Transfer-Encoding: ")
        .append(
            one(
                List.of(
                    "chunked",
                    "chunked",
                    "chunked",
                    "Chunked",
                    "gzip, chunked",
                    "chunked, chunked",
                    "identity",
                    "chunked;q=1")))
        .append("\r\n\r\n");
    List<String> bodies =
        List.of(
            "5\r\n" + text + "\r\n0\r\n\r\n",
            "zz\r\n" + text,
            "-1\r\n" + text,
            "\r\n" + text,
            "FFFFFFFFFFFFFFFFF\r\n" + text,
            "FFFFFFFF\r\n" + text,
            size + "\r\n" + text,
            size + "\n" + text + "\n0\n\n",
            size + ";" + "e".repeat(5_000) + "\r\n" + text + "\r\n0\r\n\r\n",
            size + "\r\n" + text + "\r\n0\r\nbad trailer\r\n\r\n",
            size + " \r\n" + text + "\r\n0\r\n\r\n",
            size + "\r\n" + text + "0\r\n\r\n",
            "0x" + size + "\r\n" + text + "\r\n0\r\n\r\n",
            size + "\r\n" + text + "\r\n0\r\n" + "X: y\r\n".repeat(200) + "\r\n",
            "0\r\n\r\n",
            "");
    return one(bodies).getBytes(ISO_8859_1);
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
