package io.switchboard.http.server;

import akka.util.ByteString;

/**
 * Filter that passes the head of a response and drops its body. It is needed because a {@code HEAD}
 * request is parsed as {@code GET}: Akka HTTP omits the length of the body from a response to
 * {@code HEAD}, and answers a {@code HEAD} that it cannot parse with a body, which a client takes
 * for the next response.
 */
final class HeadResponse {
  private static final String HEAD_END = "\r\n\r\n";

  private int matched;

  ByteString of(ByteString bytes) {
    for (int i = 0; i < bytes.size(); i++) {
      if (matched == HEAD_END.length()) {
        return bytes.take(i);
      }
      byte next = bytes.apply(i);
      matched = next == HEAD_END.charAt(matched) ? matched + 1 : next == '\r' ? 1 : 0;
    }
    return bytes;
  }
}
