package io.switchboard.document;

import io.switchboard.domain.account.Account;
import io.switchboard.domain.account.AccountLimits;
import io.switchboard.domain.account.AccountValidation;
import io.switchboard.domain.account.Violation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The configuration document of an account as JSON (routing rules, section 8).
 *
 * <p>Reading rejects each document that could route otherwise than intended, and reports all
 * violations at once: unknown and repeated members, wrong types, and the violations that {@link
 * AccountValidation} finds. A value with an unreadable part is not validated. Null is the same as
 * absence.
 */
public final class AccountDocument {
  /** The maximum length of a document, in bytes. */
  public static final int MAX_BYTES = AccountLimits.DOCUMENT_BYTES;

  private static final int MOST_BYTES_OF_A_CHARACTER = 3;

  private AccountDocument() {}

  /** Reads to the end of the stream, or just past {@link #MAX_BYTES}, and leaves it open. */
  public static Account read(InputStream document) throws IOException {
    return read(document.readNBytes(MAX_BYTES + 1));
  }

  /** The account of a document; {@link InvalidAccountException} when it is invalid. */
  public static Account read(String document) {
    return read(document.getBytes(StandardCharsets.UTF_8));
  }

  /** The account of a document in UTF-8; {@link InvalidAccountException} when it is invalid. */
  public static Account read(byte[] document) {
    if (document.length > MAX_BYTES) {
      throw new InvalidAccountException(
          List.of(new Violation("$", "is larger than 8 MiB, the maximum")), true);
    }
    List<Violation> found = new ArrayList<>();
    JsonValue tree = JsonValue.read(document, found);
    Account account = tree.entry(AccountReader::account);
    if (!tree.path().isFull()) {
      AccountValidation.violations(account).stream()
          .filter(violation -> judged(violation.path(), tree.unreadable()))
          .forEach(found::add);
    }
    if (!found.isEmpty()) {
      throw new InvalidAccountException(found, tree.isJson());
    }
    return account;
  }

  /**
   * JSON from which {@link #read(String)} returns an equal account if the account is valid. It is
   * indented, but without white space if indentation would make it longer than {@link #MAX_BYTES}.
   */
  public static String write(Account account) {
    String indented = AccountWriter.write(account);
    return fits(indented) ? indented : AccountWriter.writeDense(account);
  }

  private static boolean fits(String text) {
    return text.length() <= MAX_BYTES / MOST_BYTES_OF_A_CHARACTER
        || text.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES;
  }

  private static boolean judged(String path, Set<String> unreadable) {
    return unreadable.stream().noneMatch(other -> overlap(path, other));
  }

  private static boolean overlap(String path, String other) {
    return path.length() <= other.length() ? encloses(path, other) : encloses(other, path);
  }

  private static boolean encloses(String outer, String inner) {
    return inner.startsWith(outer)
        && (inner.length() == outer.length() || ".[".indexOf(inner.charAt(outer.length())) >= 0);
  }
}
