package io.switchboard.http.server;

import akka.http.javadsl.model.StatusCode;

/** Bytes of a client that are not HTTP/1.1, or beyond a limit. The connection ends with it. */
final class MalformedRequestException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient StatusCode status;

  /**
   * @param status the answer's
   * @param detail what is wrong, in a sentence
   */
  MalformedRequestException(StatusCode status, String detail) {
    super(detail, null, false, false);
    this.status = status;
  }

  StatusCode status() {
    return status;
  }
}
