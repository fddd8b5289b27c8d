package io.switchboard.http.server;

import akka.http.javadsl.model.StatusCodes;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Size line of a chunk (RFC 9112, section 7.1). */
final class ChunkSize {
  private static final Pattern LINE =
      Pattern.compile("([0-9A-Fa-f]{1,7})(?:[ \\t]*;[^\\p{Cntrl}]*|[ \\t]*)");

  private ChunkSize() {}

  /** The size of the chunk in bytes; throws if it is malformed, or 256 MiB or more. */
  static long read(String line) throws MalformedRequestException {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      throw new MalformedRequestException(
          StatusCodes.BAD_REQUEST, "The size of a chunk is malformed.");
    }
    return Long.parseLong(matcher.group(1), 16);
  }
}
