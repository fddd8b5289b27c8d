package io.switchboard.chaos;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * One HTTP/1.1 connection to one node, which stays open as long as the node keeps it open. Needed
 * because the HTTP client of the JDK does not show which connection it uses, and closes one after a
 * timeout. For one thread at a time, except for the close.
 */
final class KeptConnection implements AutoCloseable {
  private static final Duration CONNECTED_WITHIN = Duration.ofSeconds(1);

  private final URI node;
  private final Duration patience;
  private volatile Socket socket;
  private InputStream in;
  private volatile long openedAt;

  /**
   * A connection that is opened at its first use.
   *
   * @param patience the maximum time until the next part of an answer
   */
  KeptConnection(String url, Duration patience) {
    this.node = URI.create(url);
    this.patience = patience;
  }

  /** The host and port of the node. */
  String node() {
    return node.getAuthority();
  }

  /** Its socket, opened if necessary. */
  Socket open() throws IOException {
    Socket open = socket;
    if (open == null) {
      Socket opening = new Socket();
      try {
        opening.setTcpNoDelay(true);
        opening.setSoTimeout((int) patience.toMillis());
        opening.connect(
            new InetSocketAddress(node.getHost(), node.getPort()),
            (int) CONNECTED_WITHIN.toMillis());
        in = new BufferedInputStream(opening.getInputStream());
      } catch (IOException e) {
        opening.close();
        throw e;
      }
      openedAt = Clients.now();
      socket = opening;
      return opening;
    }
    return open;
  }

  /** The time of its last opening, in nanoseconds since the epoch; 0 if never. */
  long openedAt() {
    return openedAt;
  }

  /**
   * Sends a request over it.
   *
   * @param tag the value of If-Match; empty for none
   * @throws IOException without a whole answer in time; the connection is then closed
   */
  Answer ask(String method, String path, String tag, String body) throws IOException {
    try {
      Socket open = open();
      byte[] content = body.getBytes(StandardCharsets.UTF_8);
      String head =
          "%s %s HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\n%s%s\r\n"
              .formatted(
                  method,
                  path,
                  node(),
                  tag.isEmpty() ? "" : "If-Match: " + tag + "\r\n",
                  method.equals("GET") ? "" : "Content-Length: " + content.length + "\r\n");
      ByteArrayOutputStream request = new ByteArrayOutputStream();
      request.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
      request.writeBytes(content);
      open.getOutputStream().write(request.toByteArray());
      return answer();
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  private Answer answer() throws IOException {
    String[] status = line().split(" ", 3);
    if (status.length < 2 || !status[0].startsWith("HTTP/1.")) {
      throw new IOException("not HTTP: " + String.join(" ", status));
    }
    Map<String, String> headers = headers();
    String body = new String(body(headers), StandardCharsets.UTF_8);
    if (headers.getOrDefault("connection", "").equalsIgnoreCase("close")) {
      close();
    }
    return Answer.of(Integer.parseInt(status[1]), body, headers.getOrDefault("etag", ""));
  }

  private Map<String, String> headers() throws IOException {
    Map<String, String> headers = new HashMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    return headers;
  }

  private byte[] body(Map<String, String> headers) throws IOException {
    if (!headers.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked")) {
      return exactly(Integer.parseInt(headers.getOrDefault("content-length", "0")));
    }
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    for (int size = chunkSize(); size > 0; size = chunkSize()) {
      whole.writeBytes(exactly(size));
      line();
    }
    line();
    return whole.toByteArray();
  }

  private int chunkSize() throws IOException {
    return Integer.parseInt(line().split(";", 2)[0].strip(), 16);
  }

  private byte[] exactly(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("the node closed the connection within an answer");
    }
    return bytes;
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int one = in.read(); one != '\n'; one = in.read()) {
      if (one < 0) {
        throw new EOFException("the node closed the connection");
      }
      if (one != '\r') {
        line.write(one);
      }
    }
    return line.toString(StandardCharsets.US_ASCII);
  }

  /** Closes it; the next request opens it again. */
  @Override
  public void close() {
    Socket closing = socket;
    socket = null;
    if (closing != null) {
      try {
        closing.close();
      } catch (IOException gone) {
        // The connection is useless in either case.
      }
    }
  }
}
