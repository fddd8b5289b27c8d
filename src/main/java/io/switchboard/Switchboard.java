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

/** The command line. */
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
    description = {"", "'switchboard COMMAND --help' says more of a command.", ""},
    subcommands = {ServeCommand.class, SimulateCommand.class, CheckConfigCommand.class})
public final class Switchboard {
  private Switchboard() {}

  /** Runs a command and exits with its code: 0 fine, 2 wrong input or usage, 1 anything else. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  /** The whole command line, which prints and does not exit. */
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

  /** The version with which the jar was built. */
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
