package io.switchboard.api;

import io.switchboard.actor.VirtualTime;
import io.switchboard.document.AccountDocument;
import io.switchboard.domain.Centre;
import io.switchboard.domain.Part;
import io.switchboard.server.Node;
import io.switchboard.server.NodeSettings;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * One node with an in-memory database and virtual time, shared by all test classes that use it.
 * Each contact centre is an account of its own on it.
 */
final class RunningNode implements BeforeAllCallback {
  private Shared shared;

  /** The shared node, which stops after the last test. */
  private static final class Shared implements AutoCloseable {
    private final VirtualTime time = new VirtualTime();
    private final AtomicInteger centres = new AtomicInteger();
    private final Node node;

    Shared() {
      try {
        node = Node.start(inMemory("scenarios"), system -> time);
        node.whenReady().toCompletableFuture().get(60, TimeUnit.SECONDS);
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void close() {
      node.close();
    }
  }

  /** Settings of a node on any free port with an in-memory database of this name. */
  static NodeSettings inMemory(String database) throws Exception {
    return NodeSettings.load(
        Optional.of(Path.of("conf", "application.conf")),
        Map.of(
            "switchboard.http.port",
            0,
            "switchboard.database.url",
            "jdbc:h2:mem:" + database + ";DB_CLOSE_DELAY=-1;DATABASE_TO_UPPER=FALSE"),
        Map.of());
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    shared =
        context
            .getRoot()
            .getStore(Namespace.create(RunningNode.class))
            .getOrComputeIfAbsent(Shared.class, any -> new Shared(), Shared.class);
  }

  /** Access to a new account, which does not exist yet. */
  AccountClient account() {
    return new AccountClient(shared.node.port(), "centre-" + shared.centres.incrementAndGet());
  }

  /** A contact centre at its opening: no agent is online and no conversation waits. */
  HttpScenario given(Part... parts) {
    return HttpScenario.open(account(), shared.time, AccountDocument.write(Centre.document(parts)));
  }
}
