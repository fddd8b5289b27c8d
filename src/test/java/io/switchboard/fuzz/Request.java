package io.switchboard.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/**
 * A request as bytes.
 *
 * @param number its number within its worker, from 0
 * @param operation its operation
 * @param characters one for each byte
 * @param isFramed whether the bytes are one request by HTTP framing; else the connection may be
 *     closed without an answer
 * @param isHttp whether method and version are those of HTTP/1.1; else 501 and 505 are right
 */
record Request(
    int number,
    Operation operation,
    String method,
    String characters,
    boolean isFramed,
    boolean isHttp) {

  private static final int SHOWN = 4_000;

  /** Its bytes. */
  byte[] bytes() {
    return characters.getBytes(ISO_8859_1);
  }

  /** Its bytes as an argument of {@code printf}, for a repetition. */
  String text() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < characters.length(); i++) {
      char c = characters.charAt(i);
      if (c == '\r') {
        text.append("\\r");
      } else if (c == '\n') {
        text.append("\\n");
      } else if (c == '%') {
        text.append("%%");
      } else if (c == '\\') {
        text.append("\\\\");
      } else if (c == '\'') {
        text.append("\\047");
      } else if (c < ' ' || c > '~') {
        text.append("\\%03o".formatted((int) c));
      } else {
        text.append(c);
      }
      if (text.length() > SHOWN) {
        return text + "... (" + characters.length() + " bytes in all)";
      }
    }
    return text.toString();
  }
}
