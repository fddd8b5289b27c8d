package io.switchboard.cli;

import io.switchboard.domain.account.Account;
import io.switchboard.domain.account.IdRules;
import io.switchboard.server.Node;
import io.switchboard.server.NodeSettings;
import io.switchboard.server.database.StartupException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs one node in the foreground until it is stopped. */
@Command(
    name = "serve",
    sortOptions = false,
    header = "Runs a node that routes, with an HTTP API.",
    description = {
      "",
      "Stays in the foreground; Ctrl-C finishes what is under way and stops. Several can run side by"
          + " side, each with a port and a data folder of its own.",
      "",
      "There is no authentication yet: whoever reaches the address can do everything.",
      ""
    },
    optionListHeading = "Options:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "1:it could not start, such as when the port is taken; or it had to stop, such as when the other"
          + " nodes of its cluster could not reach it: start it again",
      "3:it could not go on, such as without memory, or did not stop in time: start it again",
      "2:the command or an account's file is wrong; nothing was started"
    })
public final class ServeCommand implements Callable<Integer> {
  private static final String DOCUMENT = ".json";

  @Spec private CommandSpec spec;

  @Option(
      names = "--host",
      paramLabel = "HOST",
      description = "The address to listen on. Without it: 127.0.0.1, this machine only.")
  private String host;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "The port to listen on, 0 for any free one. Without it: 8080.")
  private Integer port;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "The folder of the embedded database. Without it: .switchboard/data in your home.")
  private Path data;

  @Option(
      names = "--account",
      paramLabel = "FILE",
      description =
          "An account, made when it does not exist yet; demo.json becomes the account demo. May be"
              + " repeated.")
  private List<Path> accounts = List.of();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "The configuration: conf/postgres.conf for a single node with PostgreSQL, conf/cluster.conf"
              + " for one of several. Without it: a single node with the embedded database.")
  private Path config;

  @Override
  public Integer call() {
    Map<String, Account> given = accounts();
    NodeShutdown ending = new NodeShutdown(spec.commandLine().getErr());
    try (Node node = Node.start(NodeSettings.load(Optional.ofNullable(config), options(), given))) {
      ending.watch(node);
      node.whenStopped().toCompletableFuture().join();
      node.stoppedBecause().ifPresent(spec.commandLine().getErr()::println);
      return node.stoppedBecause().isPresent() ? ExitCode.SOFTWARE : ExitCode.OK;
    } catch (StartupException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return ExitCode.SOFTWARE;
    }
  }

  private Map<String, Object> options() {
    Map<String, Object> given = new HashMap<>();
    if (host != null) {
      given.put("switchboard.http.host", host);
    }
    if (port != null) {
      given.put("switchboard.http.port", port);
    }
    if (data != null) {
      given.put("switchboard.data", data.toAbsolutePath().normalize().toString());
    }
    return given;
  }

  private Map<String, Account> accounts() {
    Map<String, Account> read = new LinkedHashMap<>();
    for (Path file : accounts) {
      if (read.put(id(file), AccountFile.read(file, spec.commandLine())) != null) {
        throw new ParameterException(
            spec.commandLine(), "--account: two files are the account " + id(file));
      }
    }
    return read;
  }

  private String id(Path file) {
    String name = String.valueOf(file.getFileName());
    String id =
        name.endsWith(DOCUMENT) ? name.substring(0, name.length() - DOCUMENT.length()) : name;
    if (!IdRules.isValid(id)) {
      throw new ParameterException(
          spec.commandLine(),
          "--account: %s cannot name an account; a name is 1 to 64 letters, digits, '.', '_' or '-', but not . or .."
              .formatted(file));
    }
    return id;
  }
}
