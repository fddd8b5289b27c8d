package io.switchboard.http.server;

import akka.util.ByteString;

/**
 * Lets the head of an answer through and nothing behind it. Akka HTTP leaves the length of the body
 * out of an answer to {@code HEAD}, and answers one that it cannot parse with a body, which a
 * client takes for the next answer; so it is asked with {@code GET}.
 */
final class HeadResponse {
  private static final String HEAD_END = "\r\n\r\n";

  private int matched;

  /** What is left of these bytes. */
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
