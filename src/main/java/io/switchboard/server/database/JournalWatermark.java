package io.switchboard.server.database;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watermark of the journal: a file with the number of a row up to which the journal was durable at
 * some moment. It is written after the row. So a database with fewer rows was truncated or
 * replaced; a killed process never leaves fewer. This requires that the newest row of the journal
 * is never deleted; akka-persistence-jdbc keeps it.
 */
final class JournalWatermark {
  private static final Logger LOG = LoggerFactory.getLogger(JournalWatermark.class);

  private final Path file;
  private long written = -1;

  JournalWatermark(Path file) {
    this.file = file;
  }

  /**
   * Returns the number that was written last; empty if there is none, or if it was lost in a power
   * failure.
   *
   * @throws StartupException when the file cannot be read or is not a watermark
   */
  synchronized Optional<Long> read() throws StartupException {
    try {
      String text = Files.readString(file).strip();
      if (text.isEmpty()) {
        LOG.warn("{} is empty, as after a power failure; the data file is not compared", file);
        return Optional.empty();
      }
      written = Long.parseLong(text);
      return Optional.of(written);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException | NumberFormatException e) {
      throw new StartupException(
          "The file %s cannot be read: %s".formatted(file, e.getMessage()), e);
    }
  }

  /** Records that rows up to this one are durable; an unwritable file keeps its content. */
  synchronized void rise(long row) {
    if (row <= written) {
      return;
    }
    try {
      Path next = file.resolveSibling(file.getFileName() + ".new");
      try (FileChannel channel = FileChannel.open(next, CREATE, WRITE, TRUNCATE_EXISTING)) {
        channel.write(ByteBuffer.wrap(Long.toString(row).getBytes(US_ASCII)));
        channel.force(true);
      }
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      written = row;
    } catch (IOException e) {
      LOG.debug("{} could not be written", file, e);
    }
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
