package io.switchboard.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A connection that stays open while both sides agree on the end of a request. */
final class Wire implements AutoCloseable {
  private static final int PATIENCE_MILLISECONDS = 15_000;
  private static final int FIRST_FINAL_STATUS = 200;

  /**
   * An answer.
   *
   * @param headers by name in lower case
   */
  record Answer(int status, Map<String, String> headers, String body) {
    String header(String name) {
      return headers.getOrDefault(name, "");
    }
  }

  private final int port;
  private Optional<Socket> socket = Optional.empty();

  Wire(int port) {
    this.port = port;
  }

  /**
   * Sends the bytes and reads one answer; empty if the connection was closed without one.
   *
   * @throws SocketTimeoutException if neither happens in time
   */
  Optional<Answer> send(Request request) throws IOException {
    boolean isUsed = socket.isPresent();
    try {
      return sendOnce(request);
    } catch (SocketTimeoutException e) {
      close();
      throw e;
    } catch (IOException e) {
      close();
      return isUsed && request.isFramed() ? sendOnce(request) : Optional.empty();
    }
  }

  private Optional<Answer> sendOnce(Request request) throws IOException {
    Socket connection = socket.isPresent() ? socket.get() : open();
    connection.getOutputStream().write(request.bytes());
    if (!request.isFramed()) {
      connection.shutdownOutput();
    }
    InputStream in = new BufferedInputStream(connection.getInputStream());
    Answer answer = head(in);
    while (answer.status() != 0 && answer.status() < FIRST_FINAL_STATUS && answer.status() != 101) {
      answer = head(in);
    }
    if (answer.status() == 0) {
      close();
      if (request.isFramed()) {
        throw new IOException("closed without an answer");
      }
      return Optional.empty();
    }
    boolean isStream = answer.header("content-type").startsWith("text/event-stream");
    boolean isHead = request.method().equals("HEAD");
    Answer whole = isStream || isHead ? answer : body(answer, in);
    boolean ends = answer.header("connection").toLowerCase(Locale.ROOT).contains("close");
    if (isStream || isHead || ends || !request.isFramed()) {
      close();
    }
    return Optional.of(whole);
  }

  private Socket open() throws IOException {
    Socket opened = new Socket(InetAddress.getLoopbackAddress(), port);
    opened.setSoTimeout(PATIENCE_MILLISECONDS);
    opened.setTcpNoDelay(true);
    socket = Optional.of(opened);
    return opened;
  }

  private static Answer head(InputStream in) throws IOException {
    String[] start = line(in).split(" ", 3);
    if (start.length < 2) {
      return new Answer(0, Map.of(), "");
    }
    Map<String, String> headers = new TreeMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    return new Answer(Integer.parseInt(start[1]), headers, "");
  }

  private static Answer body(Answer head, InputStream in) throws IOException {
    byte[] body;
    if (head.status() == 204 || head.status() == 304) {
      body = new byte[0];
    } else if (head.header("transfer-encoding").equals("chunked")) {
      body = chunks(in);
    } else if (head.headers().containsKey("content-length")) {
      body = in.readNBytes(Integer.parseInt(head.header("content-length")));
    } else {
      body = in.readAllBytes();
    }
    return new Answer(head.status(), head.headers(), new String(body, UTF_8));
  }

  private static byte[] chunks(InputStream in) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (int size = chunkSize(in); size > 0; size = chunkSize(in)) {
      body.writeBytes(in.readNBytes(size));
      line(in);
    }
    line(in);
    return body.toByteArray();
  }

  private static int chunkSize(InputStream in) throws IOException {
    return Integer.parseInt(line(in).split(";", 2)[0], 16);
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
      line.write(next);
    }
    return line.toString(ISO_8859_1).stripTrailing();
  }

  @Override
  public void close() {
    socket.ifPresent(
        open -> {
          try {
            open.close();
          } catch (IOException e) {
            // The connection is closed in any case.
          }
        });
    socket = Optional.empty();
  }
}
