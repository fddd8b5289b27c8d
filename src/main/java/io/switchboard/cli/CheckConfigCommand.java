package io.switchboard.cli;

import io.switchboard.domain.account.Account;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Command that validates an account document and prints all violations. */
@Command(
    name = "check-config",
    header = "Checks the document of an account and prints all its errors.",
    description = {
      "",
      "Prints a line for each error on standard error: its path in the document, what is wrong,"
          + " and what is expected.",
      ""
    },
    parameterListHeading = "Parameters:%n",
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:the document is valid", "2:the document or the command is invalid"})
public final class CheckConfigCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "ACCOUNT.json", description = "The account.")
  private Path file;

  @Override
  public Integer call() {
    Account account = AccountFile.read(file, spec.commandLine());
    spec.commandLine()
        .getOut()
        .printf(
            "%s is valid: %d skills, %d agent groups, %d agents%n",
            file, account.skills().size(), account.agentGroups().size(), account.agents().size());
    return ExitCode.OK;
  }
}
