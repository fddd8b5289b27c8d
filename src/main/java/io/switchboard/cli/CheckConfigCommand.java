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
    header = "Says everything that is wrong with an account's document.",
    description = {
      "",
      "Each violation is a line of its own on standard error: where it is, what is wrong and what"
          + " would be right.",
      ""
    },
    parameterListHeading = "Parameters:%n",
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:the document can be used", "2:it cannot, or the command is wrong"})
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
            "%s can be used: %d skills, %d agent groups, %d agents%n",
            file, account.skills().size(), account.agentGroups().size(), account.agents().size());
    return ExitCode.OK;
  }
}
