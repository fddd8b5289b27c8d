package io.switchboard.http.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import akka.http.javadsl.model.StatusCode;
import akka.http.javadsl.model.StatusCodes;
import akka.util.ByteString;
import java.util.Optional;

/**
 * Divides the bytes of one connection into requests. A piece that is handed on has bytes of one
 * request only, and begins with its whole head if it has any of it: so whoever parses the pieces
 * never meets more than one request at a time, however many the client sends at once.
 *
 * <p>A request for a head is handed on as {@code GET}, so that both have the same headers in their
 * answers; whoever passes the answer on cuts its body off.
 *
 * <p>Chunks are written anew: what is handed on has no other framing than what was understood here,
 * and a chunk of any size takes no more memory than what has come of it.
 */
final class RequestFraming {
  private static final ByteString LAST_CHUNK = ByteString.fromString("0\r\n\r\n");
  private static final ByteString LINE_END = ByteString.fromString("\r\n");
  private static final ByteString GET = ByteString.fromString("GET");
  private static final int MOST_OF_CHUNK_LINE = 300;
  private static final int MOST_OF_TRAILER = 4_096;

  private enum Part {
    HEAD,
    BODY,
    CHUNK_SIZE,
    CHUNK,
    CHUNK_END,
    TRAILER
  }

  private final int mostOfHead;
  private Part part = Part.HEAD;
  private ByteString rest = ByteString.emptyByteString();
  private int searched;
  private long missing;
  private int trailer;

  /**
   * @param mostOfHead bytes of a head
   */
  RequestFraming(int mostOfHead) {
    this.mostOfHead = mostOfHead;
  }

  /** Takes bytes as they have come. */
  void add(ByteString bytes) {
    rest = rest.isEmpty() ? bytes : rest.concat(bytes).compact();
  }

  /** Whether the body of a request has begun and not ended. */
  boolean isInBody() {
    return part != Part.HEAD;
  }

  /** Whether a request has begun, or some of it waits. */
  boolean holdsBytes() {
    return !rest.isEmpty();
  }

  /** Whether what has come of the request begins as one for a head. */
  boolean asksForHead() {
    return rest.take(5).utf8String().equals("HEAD ");
  }

  /**
   * A piece to be handed on.
   *
   * @param head the head with which it begins
   */
  record Piece(Optional<RequestHead> head, ByteString bytes) {}

  /**
   * The next piece; empty when more bytes must come first.
   *
   * @throws MalformedRequestException when what has come is not a request
   */
  Optional<Piece> next() throws MalformedRequestException {
    while (!rest.isEmpty()) {
      switch (part) {
        case HEAD -> {
          return head();
        }
        case BODY -> {
          return Optional.of(bytes(takeMissing(Part.HEAD)));
        }
        case CHUNK -> {
          ByteString data = takeMissing(Part.CHUNK_END);
          ByteString size = ascii(Integer.toHexString(data.size()) + "\r\n");
          return Optional.of(bytes(size.concat(data).concat(LINE_END)));
        }
        default -> {
          Optional<String> line = line();
          if (line.isEmpty()) {
            return Optional.empty();
          }
          if (readsLastLine(line.get())) {
            return Optional.of(bytes(LAST_CHUNK));
          }
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Piece> head() throws MalformedRequestException {
    int end = endOfHead();
    if (end < 0) {
      return Optional.empty();
    }
    RequestHead head =
        RequestHead.read(rest.take(end).decodeString(ISO_8859_1).substring(0, end - 2));
    missing = head.length();
    part = head.chunked() ? Part.CHUNK_SIZE : missing > 0 ? Part.BODY : Part.HEAD;
    ByteString bytes = head.isForHead() ? asGet(take(end)) : take(end);
    if (part == Part.BODY && !rest.isEmpty()) {
      bytes = bytes.concat(takeMissing(Part.HEAD));
    }
    return Optional.of(new Piece(Optional.of(head), bytes));
  }

  private static ByteString asGet(ByteString head) {
    return GET.concat(head.drop("HEAD".length()));
  }

  /** Where the head ends, behind its empty line; -1 while it goes on. */
  private int endOfHead() throws MalformedRequestException {
    int end = Math.min(rest.size(), mostOfHead);
    for (int i = searched; i < end; i++) {
      if (rest.apply(i) == '\n') {
        requireReturnBefore(i);
        if (i >= 3 && rest.apply(i - 2) == '\n') {
          searched = 0;
          return i + 1;
        }
      }
    }
    searched = end;
    if (end == mostOfHead) {
      StatusCode status =
          rest.indexOf('\n') < 0
              ? StatusCodes.URI_TOO_LONG
              : StatusCodes.REQUEST_HEADER_FIELDS_TOO_LARGE;
      throw new MalformedRequestException(
          status, "The head of the request is larger than %d bytes.".formatted(mostOfHead));
    }
    return -1;
  }

  /** A line of the body's framing, without its end, which it takes away; empty when it goes on. */
  private Optional<String> line() throws MalformedRequestException {
    int end = rest.indexOf('\n');
    if (end > MOST_OF_CHUNK_LINE || (end < 0 && rest.size() > MOST_OF_CHUNK_LINE)) {
      throw malformed("A line between chunks is too long.");
    }
    if (end < 0) {
      return Optional.empty();
    }
    requireReturnBefore(end);
    return Optional.of(take(end + 1).decodeString(ISO_8859_1).substring(0, end - 1));
  }

  private void requireReturnBefore(int lineFeed) throws MalformedRequestException {
    if (lineFeed == 0 || rest.apply(lineFeed - 1) != '\r') {
      throw malformed("A line does not end with CR LF.");
    }
  }

  /** Whether the request ends with this line of its body's framing. */
  private boolean readsLastLine(String line) throws MalformedRequestException {
    if (part == Part.CHUNK_SIZE) {
      missing = ChunkSize.read(line);
      part = missing > 0 ? Part.CHUNK : Part.TRAILER;
      trailer = 0;
    } else if (part == Part.CHUNK_END) {
      if (!line.isEmpty()) {
        throw malformed("A chunk is longer than its size says.");
      }
      part = Part.CHUNK_SIZE;
    } else if (line.isEmpty()) {
      part = Part.HEAD;
      return true;
    } else {
      trailer += line.length();
      if (trailer > MOST_OF_TRAILER) {
        throw malformed("The trailer of the body is too long.");
      }
    }
    return false;
  }

  private ByteString takeMissing(Part afterwards) {
    ByteString bytes = take((int) Math.min(missing, rest.size()));
    missing -= bytes.size();
    if (missing == 0) {
      part = afterwards;
    }
    return bytes;
  }

  private ByteString take(int bytes) {
    ByteString taken = rest.take(bytes);
    rest = rest.drop(bytes);
    return taken;
  }

  private static Piece bytes(ByteString bytes) {
    return new Piece(Optional.empty(), bytes);
  }

  private static ByteString ascii(String text) {
    return ByteString.fromArrayUnsafe(text.getBytes(US_ASCII));
  }

  private static MalformedRequestException malformed(String detail) {
    return new MalformedRequestException(StatusCodes.BAD_REQUEST, detail);
  }
}
