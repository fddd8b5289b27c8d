package io.switchboard.http.server;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * Limits on connections and on what clients may occupy; {@code switchboard.http} in reference.conf.
 *
 * @param connections the maximum number of connections of clients
 * @param reserved the number of further connections, on which only health and metrics are answered
 * @param headSize the maximum size of the head of a request, in bytes
 * @param headDeadline the time in which a head must be complete, from the opening of its connection
 *     or from its first byte
 * @param sendDeadline the time for which a client may read nothing of a pending response
 * @param linger how long a connection is still read after its last response, so that a client that
 *     is still sending can read that response
 * @param responseBytes the bytes of all large responses that clients have not read yet
 */
record ConnectionLimits(
    int connections,
    int reserved,
    int headSize,
    Duration headDeadline,
    Duration sendDeadline,
    Duration linger,
    long responseBytes) {

  static ConnectionLimits of(Config config) {
    Config http = config.getConfig("switchboard.http");
    return new ConnectionLimits(
        http.getInt("connections"),
        http.getInt("reserved-connections"),
        Math.toIntExact(http.getBytes("head-size")),
        http.getDuration("head-deadline"),
        http.getDuration("send-deadline"),
        http.getDuration("linger"),
        http.getBytes("answers-at-once"));
  }
}
