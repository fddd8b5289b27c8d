package io.switchboard.http.server;

import akka.http.javadsl.model.StatusCode;

/** Bytes that are not HTTP/1.1 or exceed a limit; the response ends the connection. */
final class MalformedRequestException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient StatusCode status;

  /** {@code detail} states what is wrong, as a sentence. */
  MalformedRequestException(StatusCode status, String detail) {
    super(detail, null, false, false);
    this.status = status;
  }

  StatusCode status() {
    return status;
  }
}
