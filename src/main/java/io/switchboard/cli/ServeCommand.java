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
    header = "Runs a node with the HTTP API.",
    description = {
      "",
      "Runs in the foreground. Ctrl-C completes the current requests and stops the node. Several"
          + " nodes can run side by side, each with its own port and data folder.",
      "",
      "There is no authentication yet: each client that can connect to the address has full access.",
      ""
    },
    optionListHeading = "Options:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "1:the node could not start, for example because the port is in use; or it had to stop, for"
          + " example because the other nodes of its cluster could not reach it: start it again",
      "3:the node failed, for example for lack of memory, or did not stop in time: start it again",
      "2:the command or the file of an account is invalid; nothing was started"
    })
public final class ServeCommand implements Callable<Integer> {
  private static final String DOCUMENT = ".json";

  @Spec private CommandSpec spec;

  @Option(
      names = "--host",
      paramLabel = "HOST",
      description = "The address to listen on. Default: 127.0.0.1, this machine only.")
  private String host;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "The port to listen on, 0 for any free one. Default: 8080.")
  private Integer port;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The folder of the embedded database. Default: .switchboard/data in your home.")
  private Path data;

  @Option(
      names = "--account",
      paramLabel = "FILE",
      description =
          "The document of an account, which is created unless it exists; demo.json creates the"
              + " account demo. May be repeated.")
  private List<Path> accounts = List.of();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "The configuration: conf/postgres.conf for a single node with PostgreSQL, conf/cluster.conf"
              + " for a node of a cluster. Default: a single node with the embedded database.")
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
            spec.commandLine(), "--account: two files have the account id " + id(file));
      }
    }
    return read;
  }

  private String id(Path file) {
    String name = String.valueOf(file.getFileName());
    String id =
        name.endsWith(DOCUMENT) ? name.substring(0, name.length() - DOCUMENT.length()) : name;
    IdRules.problem(id)
        .ifPresent(
            problem -> {
              throw new ParameterException(
                  spec.commandLine(),
                  "--account: the name of %s is not a valid account id: %s"
                      .formatted(file, problem));
            });
    return id;
  }
}
