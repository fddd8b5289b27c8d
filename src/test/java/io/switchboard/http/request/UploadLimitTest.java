package io.switchboard.http.request;

import static org.assertj.core.api.Assertions.assertThat;

import akka.NotUsed;
import akka.actor.ActorSystem;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpEntity;
import akka.japi.Pair;
import akka.stream.Materializer;
import akka.stream.SystemMaterializer;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import com.typesafe.config.ConfigFactory;
import io.switchboard.http.problem.RequestRefusedException;
import io.switchboard.http.request.UploadLimit.Upload;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class UploadLimitTest {
  private static final ActorSystem SYSTEM =
      ActorSystem.create(
          "uploads",
          ConfigFactory.parseString("akka.actor.provider = local")
              .withFallback(ConfigFactory.load()));

  private final UploadLimit uploads =
      new UploadLimit(new MemoryBudget(100), Duration.ofSeconds(30));

  @AfterAll
  static void stop() {
    SYSTEM.terminate();
  }

  @Test
  void incomingBodiesShareABoundedMemory() throws Exception {
    Arriving first = new Arriving();
    CompletionStage<Upload> receiving = receive(first.of(80));
    first.hasCome.get(30, TimeUnit.SECONDS);

    assertThat(statusOf(receive(Source.single(bytes(30))))).isEqualTo(503);
    assertThat(join(receive(Source.single(bytes(20)))).bytes()).hasSize(20);
    first.end.complete(Optional.empty());

    assertThat(join(receiving).bytes()).hasSize(80);
  }

  @Test
  void aBodyUsesMemoryUntilItHasBeenRead() throws Exception {
    Upload upload = join(receive(Source.single(bytes(80))));

    assertThat(statusOf(receive(Source.single(bytes(30))))).isEqualTo(503);
    upload.close();
    upload.close();

    assertThat(join(receive(Source.single(bytes(100)))).bytes()).hasSize(100);
    assertThat(statusOf(receive(Source.single(bytes(101))))).isEqualTo(503);
  }

  @Test
  void aFailedBodyFreesItsMemory() throws Exception {
    for (int i = 0; i < 3; i++) {
      Source<ByteString, NotUsed> breaksOff =
          Source.single(bytes(80)).concat(Source.failed(new IllegalStateException("reset")));
      assertThat(statusOf(receive(breaksOff))).isEqualTo(400);
    }
    assertThat(join(receive(Source.single(bytes(100)))).bytes()).hasSize(100);
  }

  @Test
  void aLateBodyIsATimeoutAndFreesItsMemory() throws Exception {
    UploadLimit impatient = new UploadLimit(new MemoryBudget(100), Duration.ofMillis(50));
    Source<ByteString, NotUsed> never = Source.single(bytes(80)).concat(Source.never());

    assertThat(statusOf(impatient.receive(entity(never), materializer()))).isEqualTo(408);
    assertThat(statusOf(impatient.receive(entity(never), materializer()))).isEqualTo(408);
  }

  /** A body that stops after some bytes until the test continues it. */
  private static final class Arriving {
    private final CompletableFuture<Void> hasCome = new CompletableFuture<>();
    private final CompletableFuture<Optional<Pair<Integer, ByteString>>> end =
        new CompletableFuture<>();

    Source<ByteString, NotUsed> of(int size) {
      return Source.unfoldAsync(
          0,
          asked -> {
            if (asked == 0) {
              return CompletableFuture.completedFuture(Optional.of(Pair.create(1, bytes(size))));
            }
            hasCome.complete(null);
            return end;
          });
    }
  }

  private CompletionStage<Upload> receive(Source<ByteString, NotUsed> bytes) {
    return uploads.receive(entity(bytes), materializer());
  }

  private static HttpEntity entity(Source<ByteString, NotUsed> bytes) {
    return HttpEntities.createCloseDelimited(ContentTypes.APPLICATION_JSON, bytes);
  }

  private static Materializer materializer() {
    return SystemMaterializer.get(SYSTEM).materializer();
  }

  private static ByteString bytes(int size) {
    return ByteString.fromArray(new byte[size]);
  }

  private static Upload join(CompletionStage<Upload> receiving) throws Exception {
    return receiving.toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  private static int statusOf(CompletionStage<Upload> receiving) throws Exception {
    try {
      join(receiving);
      throw new AssertionError("it was received");
    } catch (ExecutionException e) {
      return ((RequestRefusedException) e.getCause()).problem().status();
    }
  }
}
