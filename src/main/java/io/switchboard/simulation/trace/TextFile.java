package io.switchboard.simulation.trace;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedWriter;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;

/** Text file in UTF-8, as a whole; compressed with gzip if its name ends in {@code .gz}. */
public final class TextFile {
  private static final int MOST_BYTES = 1 << 29;
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  /** Character that Java substitutes for bytes that are not UTF-8. */
  private static final char REPLACEMENT = '\uFFFD';

  private TextFile() {}

  /** Writer of the contents of a file. */
  @FunctionalInterface
  public interface Contents {
    /** Writes all contents; it need not close the writer. */
    void writeTo(Writer writer) throws IOException;
  }

  /** The text of a file, without a byte order mark; throws if unreadable or too long. */
  static String read(Path path, InputProblems problems) {
    return read(path, MOST_BYTES, problems);
  }

  static String read(Path path, int mostBytes, InputProblems problems) {
    byte[] bytes = bytes(path, mostBytes, problems);
    problems.refuseIfAny();
    String text = decoded(bytes, problems);
    problems.refuseIfAny();
    return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
  }

  private static byte[] bytes(Path path, int mostBytes, InputProblems problems) {
    if (Files.isDirectory(path)) {
      problems.add("is a folder; expected a file");
      return new byte[0];
    }
    try (InputStream file = Files.newInputStream(path);
        InputStream plain = isCompressed(path) ? new GZIPInputStream(file, 1 << 16) : file) {
      byte[] bytes = plain.readNBytes(mostBytes);
      if (plain.read() >= 0) {
        problems.add("longer than " + mostBytes + " bytes; expected a shorter file");
      }
      return bytes;
    } catch (NoSuchFileException e) {
      problems.add("does not exist; expected a file");
    } catch (ZipException | EOFException e) {
      problems.add(
          "broken gzip; expected a whole file compressed with gzip, as its name ends in .gz");
    } catch (IOException e) {
      problems.add("cannot be read (" + e + "); expected a file that can be read");
    }
    return new byte[0];
  }

  private static String decoded(byte[] bytes, InputProblems problems) {
    String text = new String(bytes, UTF_8);
    if (text.indexOf(REPLACEMENT) >= 0) {
      refuseUnlessUtf8(bytes, problems);
    }
    return text;
  }

  private static void refuseUnlessUtf8(byte[] bytes, InputProblems problems) {
    CharsetDecoder decoder = UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    if (decoder.decode(in, CharBuffer.allocate(bytes.length), true).isError()) {
      long line = 1;
      for (int i = 0; i < in.position(); i++) {
        line += bytes[i] == '\n' ? 1 : 0;
      }
      problems.add(OptionalLong.of(line), Optional.empty(), "not UTF-8; expected text in UTF-8");
    }
  }

  /**
   * Writes a file that is either complete or not there: it gets its name, and replaces an earlier
   * file, when all of it is written. A path that is not a regular file, such as a pipe, is written
   * directly.
   */
  public static void write(Path path, Contents contents) throws IOException {
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)
        && !Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
      writeTo(Files.newOutputStream(path), isCompressed(path), contents);
      return;
    }
    Path unfinished = path.resolveSibling("." + path.getFileName() + "." + UUID.randomUUID());
    try {
      OutputStream file = Files.newOutputStream(unfinished, StandardOpenOption.CREATE_NEW);
      writeTo(file, isCompressed(path), contents);
      moveInto(path, unfinished);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  private static void writeTo(OutputStream file, boolean compressed, Contents contents)
      throws IOException {
    try (OutputStream out = file;
        OutputStream bytes = compressed ? new GZIPOutputStream(out, 1 << 16) : out;
        Writer writer = new BufferedWriter(new OutputStreamWriter(bytes, UTF_8), 1 << 16)) {
      contents.writeTo(writer);
    }
  }

  private static void moveInto(Path path, Path unfinished) throws IOException {
    try {
      Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(unfinished, path, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static boolean isCompressed(Path path) {
    return path.toString().endsWith(".gz");
  }
}
