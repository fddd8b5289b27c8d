package io.switchboard.cli;

import io.switchboard.domain.account.Account;
import io.switchboard.simulation.Arrival;
import io.switchboard.simulation.trace.ArrivalsFile;
import io.switchboard.simulation.trace.ArrivalsGenerator;
import io.switchboard.simulation.trace.InvalidInputException;
import io.switchboard.simulation.trace.TrafficProfileFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Command that generates arrivals from a profile; the same seed gives the same arrivals. */
@Command(
    name = "generate",
    sortOptions = false,
    header = "Generates arrivals from a traffic profile; the same seed gives the same arrivals.",
    description = {
      "",
      "A profile has the number of conversations of each skill in each hour, their handling"
          + " times, the patience of the consumers, and the share of regular consumers."
          + " src/main/resources/demo has an example.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the arrivals were written",
      "1:another error, such as a full disk",
      "2:the command or a file is invalid; nothing was written"
    })
final class GenerateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--account",
      required = true,
      paramLabel = "ACCOUNT.json",
      description = "The account.")
  private Path account;

  @Option(
      names = "--profile",
      required = true,
      paramLabel = "PROFILE.json",
      description = "The traffic profile.")
  private Path profile;

  @Option(names = "--seed", required = true, paramLabel = "N", description = "Any whole number.")
  private long seed;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "ARRIVALS.csv",
      description = "The output file; compressed with gzip if its name ends in .gz.")
  private Path out;

  @Override
  public Integer call() throws IOException {
    Account read = AccountFile.read(account, spec.commandLine());
    List<Arrival> arrivals;
    try {
      arrivals = ArrivalsGenerator.generate(TrafficProfileFile.read(profile, read), seed);
    } catch (InvalidInputException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    ArrivalsFile.write(out, arrivals);
    spec.commandLine().getOut().printf("%d arrivals in %s%n", arrivals.size(), out);
    return ExitCode.OK;
  }
}
