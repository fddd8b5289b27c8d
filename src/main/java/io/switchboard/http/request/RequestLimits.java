package io.switchboard.http.request;

import akka.actor.AbstractExtensionId;
import akka.actor.ClassicActorSystemProvider;
import akka.actor.ExtendedActorSystem;
import akka.actor.Extension;
import com.typesafe.config.Config;
import io.switchboard.domain.account.Account;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Limits of one node: bytes of request bodies and number of large documents at a time. */
public final class RequestLimits implements Extension {
  /** Size in bytes above which a document is processed on the {@link DocumentExecutor}. */
  private static final int LARGE = RequestReader.MAX_BYTES;

  /** Number of skills, agent groups and agents whose document has about 64 KiB. */
  private static final int LARGE_ACCOUNT = 300;

  private static final Id ID = new Id();

  private final UploadLimit bodies;
  private final UploadLimit documents;
  private final DocumentExecutor documentExecutor;

  private RequestLimits(ExtendedActorSystem system) {
    Config http = system.settings().config().getConfig("switchboard.http");
    Duration deadline = http.getDuration("body-deadline");
    bodies = new UploadLimit(new MemoryBudget(http.getBytes("bodies-at-once")), deadline);
    documents = new UploadLimit(new MemoryBudget(http.getBytes("documents-at-once")), deadline);
    documentExecutor =
        new DocumentExecutor(
            system.dispatchers().lookup("switchboard.http.document-dispatcher"), System::nanoTime);
  }

  private static final class Id extends AbstractExtensionId<RequestLimits> {
    @Override
    public RequestLimits createExtension(ExtendedActorSystem system) {
      return new RequestLimits(system);
    }
  }

  /** Returns the limits of the node with this actor system. */
  public static RequestLimits of(ClassicActorSystemProvider system) {
    return ID.get(system);
  }

  UploadLimit uploads(long maxBytes) {
    return maxBytes > RequestReader.MAX_BYTES ? documents : bodies;
  }

  /** Parses a document, on the {@link DocumentExecutor} if it is large, and closes the upload. */
  <T> CompletionStage<T> read(
      String account, UploadLimit.Upload document, Function<byte[], T> reader) {
    try {
      return (document.bytes().length > LARGE
              ? documentExecutor.work(account, () -> reader.apply(document.bytes()))
              : CompletableFuture.completedFuture(reader.apply(document.bytes())))
          .whenComplete((read, failure) -> document.close());
    } catch (RuntimeException refused) {
      document.close();
      throw refused;
    }
  }

  /** Whether the account is so large that {@link DocumentExecutor} writes its document. */
  public static boolean isLarge(Account account) {
    return account.skills().size() + account.agentGroups().size() + account.agents().size()
        > LARGE_ACCOUNT;
  }

  /** Returns the executor for the work with large documents. */
  public DocumentExecutor documentExecutor() {
    return documentExecutor;
  }
}
