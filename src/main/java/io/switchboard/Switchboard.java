package io.switchboard;

import io.switchboard.cli.CheckConfigCommand;
import io.switchboard.cli.ServeCommand;
import io.switchboard.cli.SimulateCommand;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;

/** Main class: the command line of Switchboard. */
@Command(
    name = "switchboard",
    mixinStandardHelpOptions = true,
    versionProvider = Switchboard.Version.class,
    usageHelpWidth = 100,
    scope = ScopeType.INHERIT,
    header = "A conversation router for contact centres.",
    synopsisSubcommandLabel = "COMMAND",
    optionListHeading = "Options:%n",
    commandListHeading = "%nCommands:%n",
    description = {"", "'switchboard COMMAND --help' describes a command.", ""},
    subcommands = {ServeCommand.class, SimulateCommand.class, CheckConfigCommand.class})
public final class Switchboard {
  private Switchboard() {}

  /**
   * Runs a command and exits with its code: 0 success, 2 invalid input or usage, 1 any other error.
   * A node that cannot continue ends its process with 3 instead.
   */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  /** Returns the complete command line, which prints and does not exit. */
  static CommandLine commandLine() {
    return new CommandLine(new Switchboard())
        .setParameterExceptionHandler(Switchboard::refuse)
        .setExecutionExceptionHandler(Switchboard::fail);
  }

  private static int refuse(ParameterException e, String[] arguments) {
    CommandLine command = e.getCommandLine();
    command.getErr().println(e.getMessage());
    command.getErr().printf("See '%s --help'.%n", command.getCommandSpec().qualifiedName());
    command.getErr().flush();
    return ExitCode.USAGE;
  }

  private static int fail(Exception e, CommandLine command, ParseResult arguments) {
    if (e instanceof IOException) {
      command.getErr().println("failed: " + e);
    } else {
      e.printStackTrace(command.getErr());
    }
    command.getErr().flush();
    return ExitCode.SOFTWARE;
  }

  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {
        "switchboard "
            + Optional.ofNullable(Switchboard.class.getPackage().getImplementationVersion())
                .orElse("(not built as a jar)")
      };
    }
  }
}
