package io.switchboard.http.server;

import akka.http.javadsl.model.StatusCode;

/**
 * Bytes of a client that are not HTTP/1.1 or exceed a limit. The connection is closed after the
 * response.
 */
final class MalformedRequestException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient StatusCode status;

  /**
   * @param status the status of the response
   * @param detail what is wrong, as a sentence
   */
  MalformedRequestException(StatusCode status, String detail) {
    super(detail, null, false, false);
    this.status = status;
  }

  StatusCode status() {
    return status;
  }
}
