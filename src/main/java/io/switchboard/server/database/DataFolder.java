package io.switchboard.server.database;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import org.h2.api.ErrorCode;

/**
 * Folder of an embedded database: the database file and, beside it, its {@link JournalWatermark}.
 * Only the owner may read folders (0700) and files (0600) that are made here.
 */
final class DataFolder {
  private static final String SCHEME = "jdbc:h2:file:";
  private static final String EXTENSION = ".mv.db";
  private static final Set<PosixFilePermission> OWNERS_FOLDER =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> OWNERS_FILE =
      PosixFilePermissions.fromString("rw-------");

  private final String name;
  private final Path folder;
  private final Path file;
  private final JournalWatermark watermark;

  private DataFolder(String name, Path database) {
    this.name = name;
    this.folder = database.toAbsolutePath().getParent();
    this.file = database.resolveSibling(database.getFileName() + EXTENSION);
    this.watermark =
        new JournalWatermark(database.resolveSibling(database.getFileName() + ".watermark"));
  }

  /** Returns the folder of a database URL; empty if the database is not a file. */
  static Optional<DataFolder> of(String name) {
    return name.startsWith(SCHEME)
        ? Optional.of(
            new DataFolder(
                name,
                Path.of(
                    name.substring(SCHEME.length())
                        .replaceFirst("^~", System.getProperty("user.home")))))
        : Optional.empty();
  }

  JournalWatermark watermark() {
    return watermark;
  }

  /** Creates folder and file if missing; throws when they cannot be created or written. */
  void prepare() throws StartupException {
    try {
      Files.createDirectories(folder, ownerOnly(OWNERS_FOLDER));
      Files.delete(Files.createTempFile(folder, "writable", null));
      if (!Files.exists(file) && watermark.read().isEmpty()) {
        Files.createFile(file, ownerOnly(OWNERS_FILE));
      }
      if (Files.exists(file)) {
        FileChannel.open(file, StandardOpenOption.WRITE).close();
        restrictToOwner(file);
      }
    } catch (IOException e) {
      throw new StartupException(
          "The data folder %s cannot be written: %s".formatted(folder, reason(e)), e);
    }
  }

  /**
   * Compares the file with its watermark. This must precede every write to the file: H2 opens a
   * truncated file, and treats an older state as the newest.
   *
   * @param url the URL of the database, with its options
   * @throws StartupException when the file is missing, truncated, older than its watermark or
   *     unreadable
   */
  void check(String url, String user, String password) throws StartupException {
    Optional<Long> expected = watermark.read();
    if (expected.isEmpty()) {
      return;
    }
    long newestRow = newestRow(url, user, password);
    if (newestRow < expected.get()) {
      throw new StartupException(
          ("The data file %s %s, but event %d was stored in it before. Restore the file from a backup; to start"
                  + " without the missing events, delete %s.")
              .formatted(
                  file,
                  newestRow < 0
                      ? "is missing or empty"
                      : "is incomplete: it ends at event " + newestRow,
                  expected.get(),
                  watermark));
    }
  }

  /** Returns the number of the newest row of the journal; -1 when there is no journal. */
  private long newestRow(String url, String user, String password) throws StartupException {
    try {
      if (!Files.exists(file) || Files.size(file) == 0) {
        return -1;
      }
    } catch (IOException e) {
      throw new StartupException(
          "The data file %s cannot be read: %s".formatted(file, reason(e)), e);
    }
    try (Connection connection =
        DriverManager.getConnection(url + ";ACCESS_MODE_DATA=r", user, password)) {
      return new DatabaseSession(connection)
          .number("SELECT MAX(\"ordering\") FROM \"event_journal\"");
    } catch (SQLException e) {
      if (e.getErrorCode() == ErrorCode.TABLE_OR_VIEW_NOT_FOUND_DATABASE_EMPTY_1
          || e.getErrorCode() == ErrorCode.TABLE_OR_VIEW_NOT_FOUND_1) {
        return -1;
      }
      throw new StartupException(refusal(e), e);
    }
  }

  private String refusal(SQLException e) {
    return e.getErrorCode() == ErrorCode.DATABASE_ALREADY_OPEN_1
        ? inUse(name)
        : "The data file %s is damaged or incomplete: %s. Restore it from a backup."
            .formatted(file, StartupException.reason(e));
  }

  /** Returns the refusal of a database that another process has open. */
  static String inUse(String name) {
    return "Another Switchboard already uses %s; give each its own folder with --data."
        .formatted(name);
  }

  private static void restrictToOwner(Path file) throws IOException {
    if (Files.getFileAttributeView(file, PosixFileAttributeView.class) != null) {
      Files.setPosixFilePermissions(file, OWNERS_FILE);
    }
  }

  private FileAttribute<?>[] ownerOnly(Set<PosixFilePermission> permissions) throws IOException {
    Path existing = folder;
    while (!Files.exists(existing) && existing.getParent() != null) {
      existing = existing.getParent();
    }
    FileStore store = Files.getFileStore(existing);
    return store.supportsFileAttributeView(PosixFileAttributeView.class)
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
        : new FileAttribute<?>[0];
  }

  private static String reason(IOException e) {
    return e.getClass().getSimpleName().replace("Exception", "") + " " + e.getMessage();
  }
}
