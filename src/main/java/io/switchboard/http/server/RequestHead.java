package io.switchboard.http.server;

import akka.http.javadsl.model.StatusCodes;
import io.switchboard.document.AccountDocument;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Head of a request, as far as it determines the body that follows. It is parsed strictly (RFC
 * 9112, sections 5 and 6): a head that two servers could understand differently is refused, since a
 * proxy in front of this node may be the other server.
 *
 * @param method such as {@code GET}
 * @param length the length of the body in bytes; 0 when it is chunked or absent
 * @param chunked whether the body is chunked
 */
record RequestHead(String method, long length, boolean chunked) {
  /** Maximum length of the body of any request: an account document. */
  static final long MOST_BYTES = AccountDocument.MAX_BYTES;

  private static final Pattern REQUEST_LINE =
      Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+) [^ \\p{Cntrl}]+ (HTTP/\\d\\.\\d)");
  private static final Pattern DIGITS = Pattern.compile("0*(\\d{1,10})");

  /** Parses the lines of a head, each with CR LF; 400, or 413 above {@link #MOST_BYTES}. */
  static RequestHead read(String head) throws MalformedRequestException {
    String[] lines = head.split("\r\n", -1);
    Matcher request = REQUEST_LINE.matcher(lines[0]);
    if (!request.matches()) {
      throw malformed(
          "The first line does not consist of a method, an address and a version of HTTP.");
    }
    if (!request.group(2).startsWith("HTTP/1.")) {
      throw malformed(request.group(2) + " is not supported; expected HTTP/1.1.");
    }
    Optional<String> length = Optional.empty();
    Optional<String> encoding = Optional.empty();
    for (int i = 1; i < lines.length - 1; i++) {
      int colon = colon(lines[i]);
      if (isNamed("Content-Length", lines[i], colon)) {
        length = once("Content-Length", length, lines[i].substring(colon + 1));
      } else if (isNamed("Transfer-Encoding", lines[i], colon)) {
        encoding = once("Transfer-Encoding", encoding, lines[i].substring(colon + 1));
      }
    }
    if (encoding.isPresent()) {
      requireChunked(encoding.get(), length, request.group(2));
    }
    return new RequestHead(
        request.group(1), length.isPresent() ? length(length.get()) : 0, encoding.isPresent());
  }

  boolean isForHead() {
    return method.equals("HEAD");
  }

  private static int colon(String line) throws MalformedRequestException {
    int colon = line.indexOf(':');
    if (colon <= 0 || !isField(line, colon)) {
      throw malformed("A header does not consist of a name, a colon and a value in one line.");
    }
    return colon;
  }

  private static boolean isField(String line, int colon) {
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      boolean allowed = i < colon ? isOfName(c) : c == '\t' || (c >= ' ' && c != 127);
      if (!allowed) {
        return false;
      }
    }
    return true;
  }

  private static boolean isOfName(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
  }

  private static boolean isNamed(String name, String line, int colon) {
    return colon == name.length() && line.regionMatches(true, 0, name, 0, colon);
  }

  private static Optional<String> once(String name, Optional<String> before, String value)
      throws MalformedRequestException {
    if (before.isPresent()) {
      throw malformed(name + " occurs twice.");
    }
    return Optional.of(value.strip());
  }

  private static void requireChunked(String encoding, Optional<String> length, String version)
      throws MalformedRequestException {
    if (length.isPresent()) {
      throw malformed("Content-Length and Transfer-Encoding exclude each other.");
    }
    if (!encoding.equalsIgnoreCase("chunked") || version.equals("HTTP/1.0")) {
      throw malformed("Only Transfer-Encoding: chunked is supported, and only in HTTP/1.1.");
    }
  }

  private static long length(String value) throws MalformedRequestException {
    if (value.isEmpty() || !value.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw malformed("Content-Length does not consist of digits.");
    }
    Matcher digits = DIGITS.matcher(value);
    long length = digits.matches() ? Long.parseLong(digits.group(1)) : Long.MAX_VALUE;
    if (length > MOST_BYTES) {
      throw new MalformedRequestException(
          StatusCodes.CONTENT_TOO_LARGE, "The body is larger than %d bytes.".formatted(MOST_BYTES));
    }
    return length;
  }

  private static MalformedRequestException malformed(String detail) {
    return new MalformedRequestException(StatusCodes.BAD_REQUEST, detail);
  }
}
