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

/** Reader of an account document that is named on the command line. */
final class AccountFile {
  private AccountFile() {}

  /** Reads the account in a file; {@link ParameterException} with a line for each violation. */
  static Account read(Path file, CommandLine command) {
    try (InputStream document = Files.newInputStream(file)) {
      return AccountDocument.read(document);
    } catch (InvalidAccountException e) {
      throw new ParameterException(command, file + " is invalid:\n" + e.getMessage(), e);
    } catch (NoSuchFileException e) {
      throw new ParameterException(command, file + " does not exist", e);
    } catch (IOException e) {
      throw new ParameterException(command, file + " cannot be read: " + e, e);
    }
  }
}
