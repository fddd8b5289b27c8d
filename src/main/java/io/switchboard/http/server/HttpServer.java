package io.switchboard.http.server;

import akka.Done;
import akka.NotUsed;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorSystem;
import akka.event.NoLogging;
import akka.http.javadsl.Http;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.server.Route;
import akka.http.javadsl.settings.ServerSettings;
import akka.japi.function.Function;
import akka.stream.SystemMaterializer;
import akka.stream.TLSProtocol.SessionBytes;
import akka.stream.TLSProtocol.SslTlsInbound;
import akka.stream.TLSProtocol.SslTlsOutbound;
import akka.stream.javadsl.BidiFlow;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import akka.stream.javadsl.TLSPlacebo;
import akka.stream.javadsl.Tcp;
import akka.util.ByteString;
import io.switchboard.http.problem.Problem;
import io.switchboard.http.request.MemoryBudget;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * HTTP server of a node. Akka HTTP parses requests and renders responses; this class adds the
 * limits that Akka HTTP lacks: {@link RequestGate} checks every byte before Akka HTTP parses it,
 * and {@link ConnectionRegistry} chooses which connection is closed when there are too many.
 */
public final class HttpServer {
  private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);

  private final ActorSystem<?> system;
  private final ConnectionLimits limits;
  private final ServerSettings settings;
  private final BidiFlow<HttpResponse, SslTlsOutbound, SslTlsInbound, HttpRequest, NotUsed> http;
  private final MemoryBudget largeResponses;
  private final ConnectionRegistry clients;
  private final ConnectionRegistry reserve;
  private final Function<HttpRequest, CompletionStage<HttpResponse>> answers;
  private Tcp.ServerBinding binding;

  private HttpServer(ActorSystem<?> system, Route routes) {
    this.system = system;
    this.limits = ConnectionLimits.of(system.settings().config());
    this.settings = ServerSettings.create(system.settings().config());
    // No logging: this layer would only log a line for each error of a client.
    this.http = Http.get(system).serverLayer(settings, Optional.empty(), NoLogging.getInstance());
    this.largeResponses = new MemoryBudget(limits.responseBytes());
    this.clients = new ConnectionRegistry(limits.connections());
    this.reserve = new ConnectionRegistry(limits.reserved());
    this.answers = routes.function(system);
  }

  /** Listens, on a free port for 0; completes when clients can connect, else fails. */
  public static CompletionStage<HttpServer> bind(
      ActorSystem<?> system, String host, int port, Route routes) {
    HttpServer server = new HttpServer(system, routes);
    return server.connections(host, port).thenApply(server::bound);
  }

  /** Returns the address on which the server listens. */
  public InetSocketAddress localAddress() {
    return binding.localAddress();
  }

  /** On shutdown of the system: accepts no more, and cuts requests that take longer than this. */
  public HttpServer addToCoordinatedShutdown(Duration within) {
    CoordinatedShutdown shutdown = CoordinatedShutdown.get(system);
    shutdown.addTask(
        CoordinatedShutdown.PhaseServiceUnbind(),
        "http-unbind",
        () -> binding.unbind().thenApply(any -> Done.getInstance()));
    shutdown.addTask(
        CoordinatedShutdown.PhaseServiceRequestsDone(), "http-finish", () -> finish(within));
    return this;
  }

  private CompletionStage<Done> finish(Duration within) {
    return CompletableFuture.allOf(clients.finish(), reserve.finish())
        .completeOnTimeout(null, within.toMillis(), TimeUnit.MILLISECONDS)
        .thenApply(
            any -> {
              clients.close();
              reserve.close();
              return Done.getInstance();
            });
  }

  private HttpServer bound(Tcp.ServerBinding bound) {
    binding = bound;
    return this;
  }

  private CompletionStage<Tcp.ServerBinding> connections(String host, int port) {
    return Tcp.get(system)
        .bind(
            host,
            port,
            settings.getBacklog(),
            settings.getSocketOptions(),
            true,
            Optional.<Duration>empty())
        .to(Sink.foreach(this::accept))
        .run(SystemMaterializer.get(system).materializer());
  }

  private void accept(Tcp.IncomingConnection incoming) {
    Connection connection = new Connection(largeResponses);
    try {
      if (clients.admit(connection)) {
        serve(incoming, connection, answers);
      } else if (reserve.admit(connection)) {
        serve(incoming, connection, this::onlyHealth);
      } else {
        serve(incoming, Flow.fromSinkAndSource(Sink.cancelled(), Source.empty()));
      }
    } catch (RuntimeException e) {
      // A connection that cannot be served, as during the shutdown of the system, must not stop
      // the server.
      LOG.warn("A connection cannot be served", e);
      connection.closed();
    }
  }

  private void serve(
      Tcp.IncomingConnection incoming,
      Connection connection,
      Function<HttpRequest, CompletionStage<HttpResponse>> answer) {
    Flow<HttpRequest, HttpResponse, NotUsed> handler =
        Flow.of(HttpRequest.class)
            .mapAsync(1, request -> counted(connection, answer.apply(request)));
    BidiFlow<ByteString, ByteString, ByteString, ByteString, NotUsed> net =
        BidiFlow.fromGraph(new RequestGate(limits, connection))
            .atop(
                BidiFlow.fromFlows(
                    Flow.of(ByteString.class).backpressureTimeout(limits.sendDeadline()),
                    Flow.of(ByteString.class)))
            .atop(BidiFlow.bidirectionalIdleTimeout(idleTimeout()));
    serve(incoming, http.atop(plain()).atop(net).reversed().join(handler));
  }

  private void serve(Tcp.IncomingConnection incoming, Flow<ByteString, ByteString, NotUsed> bytes) {
    incoming.handleWith(bytes, SystemMaterializer.get(system).materializer());
  }

  /** Passes bytes unencrypted, because the HTTP layer of Akka expects a TLS layer below it. */
  private static BidiFlow<SslTlsOutbound, ByteString, ByteString, SslTlsInbound, NotUsed> plain() {
    return BidiFlow.fromFlows(
            Flow.of(SslTlsOutbound.class),
            Flow.of(SessionBytes.class).map(SslTlsInbound.class::cast))
        .atop(TLSPlacebo.getInstance());
  }

  private Duration idleTimeout() {
    return system.settings().config().getDuration("akka.http.server.idle-timeout");
  }

  private static CompletionStage<HttpResponse> counted(
      Connection connection, CompletionStage<HttpResponse> answer) {
    connection.responseBegins();
    return answer.thenApply(response -> ResponseTracker.track(response, connection));
  }

  private CompletionStage<HttpResponse> onlyHealth(HttpRequest request) throws Exception {
    if (HealthPaths.include(request)) {
      return answers.apply(request);
    }
    request.discardEntityBytes(system);
    return CompletableFuture.completedFuture(
        Problem.of(
                StatusCodes.SERVICE_UNAVAILABLE,
                "All connections of this node are in use; repeat the request.")
            .response()
            .addHeader(akka.http.javadsl.model.headers.Connection.create("close")));
  }
}
