package io.switchboard.http.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import akka.http.javadsl.model.StatusCode;
import akka.http.javadsl.model.StatusCodes;
import akka.util.ByteString;
import java.util.Optional;

/**
 * Parser that divides the bytes of one connection into requests. Each piece that it returns has
 * bytes of one request only, and the first piece of a request has the complete head. So the parser
 * behind it never sees more than one request at a time, however many the client sends at once.
 *
 * <p>A {@code HEAD} request is passed on as {@code GET}, so that both responses have the same
 * headers; {@link HeadResponse} then drops the body.
 *
 * <p>Chunks are encoded anew: the framing that is passed on is exactly the framing that was
 * understood here, and a chunk of any size needs no more memory than the part that has arrived.
 */
final class RequestFraming {
  private static final ByteString LAST_CHUNK = ByteString.fromString("0\r\n\r\n");
  private static final ByteString LINE_END = ByteString.fromString("\r\n");
  private static final ByteString GET = ByteString.fromString("GET");
  private static final int MAX_CHUNK_LINE = 300;
  private static final int MAX_TRAILER = 4_096;

  private enum Part {
    HEAD,
    BODY,
    CHUNK_SIZE,
    CHUNK,
    CHUNK_END,
    TRAILER
  }

  private final int maxHeadSize;
  private Part part = Part.HEAD;
  private ByteString rest = ByteString.emptyByteString();
  private int searched;
  private long missing;
  private int trailer;

  /** A parser of heads up to this size, in bytes. */
  RequestFraming(int maxHeadSize) {
    this.maxHeadSize = maxHeadSize;
  }

  void add(ByteString bytes) {
    rest = rest.isEmpty() ? bytes : rest.concat(bytes).compact();
  }

  /** Returns whether the body of a request has begun and not ended. */
  boolean isInBody() {
    return part != Part.HEAD;
  }

  boolean hasBytes() {
    return !rest.isEmpty();
  }

  /** Returns whether the received bytes begin a {@code HEAD} request. */
  boolean isHeadRequest() {
    return rest.take(5).utf8String().equals("HEAD ");
  }

  /** Bytes of one request that are passed on together, and the head with which they begin. */
  record Piece(Optional<RequestHead> head, ByteString bytes) {}

  /** The next piece, empty until more bytes arrive; throws if they are not a request. */
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

  /** Returns the end of the head, after its empty line; -1 while it is incomplete. */
  private int endOfHead() throws MalformedRequestException {
    int end = Math.min(rest.size(), maxHeadSize);
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
    if (end == maxHeadSize) {
      StatusCode status =
          rest.indexOf('\n') < 0
              ? StatusCodes.URI_TOO_LONG
              : StatusCodes.REQUEST_HEADER_FIELDS_TOO_LARGE;
      throw new MalformedRequestException(
          status, "The head of the request is larger than %d bytes.".formatted(maxHeadSize));
    }
    return -1;
  }

  /** Takes a line of the body's framing without its end; empty while it is incomplete. */
  private Optional<String> line() throws MalformedRequestException {
    int end = rest.indexOf('\n');
    if (end > MAX_CHUNK_LINE || (end < 0 && rest.size() > MAX_CHUNK_LINE)) {
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

  /** Processes a line of the body's framing. Returns whether the request ends with it. */
  private boolean readsLastLine(String line) throws MalformedRequestException {
    if (part == Part.CHUNK_SIZE) {
      missing = ChunkSize.read(line);
      part = missing > 0 ? Part.CHUNK : Part.TRAILER;
      trailer = 0;
    } else if (part == Part.CHUNK_END) {
      if (!line.isEmpty()) {
        throw malformed("A chunk is longer than its size.");
      }
      part = Part.CHUNK_SIZE;
    } else if (line.isEmpty()) {
      part = Part.HEAD;
      return true;
    } else {
      trailer += line.length();
      if (trailer > MAX_TRAILER) {
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
