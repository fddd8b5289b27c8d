package io.switchboard.http.server;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * What a client may keep busy; {@code switchboard.http} in reference.conf.
 *
 * @param connections of clients at once
 * @param reserved connections beyond those, on which only health and metrics are answered
 * @param headSize the largest head of a request, in bytes
 * @param headDeadline within which a head must be complete, from the opening of its connection or
 *     from its first byte
 * @param sendDeadline how long a client may take nothing of what it is sent
 * @param linger how long a connection is read on after its last answer, so that a client which
 *     still sends can read that answer
 * @param answersAtOnce bytes of all large answers that clients have not taken yet
 */
record ConnectionLimits(
    int connections,
    int reserved,
    int headSize,
    Duration headDeadline,
    Duration sendDeadline,
    Duration linger,
    long answersAtOnce) {

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
