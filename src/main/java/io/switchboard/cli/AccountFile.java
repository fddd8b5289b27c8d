package io.switchboard.cli;

import io.switchboard.document.AccountDocument;
import io.switchboard.document.InvalidAccountException;
import io.switchboard.domain.account.Account;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** An account's document that a command was given. */
final class AccountFile {
  private AccountFile() {}

  /**
   * The account in a file.
   *
   * @param command on whose behalf it is read
   * @throws ParameterException when it cannot be used; its message has a line for each violation
   */
  static Account read(Path file, CommandLine command) {
    try (InputStream document = Files.newInputStream(file)) {
      return AccountDocument.read(document);
    } catch (InvalidAccountException e) {
      throw new ParameterException(command, file + " cannot be used:\n" + e.getMessage(), e);
    } catch (NoSuchFileException e) {
      throw new ParameterException(command, file + " does not exist", e);
    } catch (IOException e) {
      throw new ParameterException(command, file + " cannot be read: " + e, e);
    }
  }
}
