package io.switchboard.server.metrics;

import static akka.http.javadsl.server.Directives.complete;
import static akka.http.javadsl.server.Directives.get;
import static akka.http.javadsl.server.Directives.path;

import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.HttpCharsets;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaTypes;
import akka.http.javadsl.server.Route;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.switchboard.actor.runtime.Measurements;
import io.switchboard.domain.agent.AgentStatistics;
import io.switchboard.domain.conversation.ConversationEvent;
import io.switchboard.domain.queue.QueueStatistics;
import io.switchboard.domain.statemachine.Invariant;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Metrics of one node. Counters count what this node wrote; gauges cover the queues and agents that
 * it has now. So the sum over all nodes is the whole. The skills and agent groups of the
 * configuration bound the number of label values; no label is an agent or a conversation.
 */
public final class Metrics implements Measurements, AutoCloseable {
  private static final Duration[] DATABASE = {
    Duration.ofMillis(2),
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(50),
    Duration.ofMillis(200),
    Duration.ofSeconds(1),
    Duration.ofSeconds(5)
  };

  /** Meters of one kind of entity; they are kept, since a lookup costs more than a recording. */
  private record Meters(DistributionSummary batches, Timer writes, Timer recoveries) {}

  private final Map<String, Meters> kinds = new ConcurrentHashMap<>();
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics collections = new JvmGcMetrics();
  private final EntityGauges gauges = new EntityGauges(registry);

  public Metrics() {
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    collections.bindTo(registry);
  }

  /** Returns the registry in which other parts register their meters. */
  public MeterRegistry registry() {
    return registry;
  }

  /** Returns the route {@code GET /metrics}: all meters in the format of Prometheus. */
  public Route routes() {
    return path("metrics", () -> get(() -> complete(answer())));
  }

  private HttpResponse answer() {
    ContentType text = MediaTypes.TEXT_PLAIN.toContentType(HttpCharsets.UTF_8);
    return HttpResponse.create()
        .withEntity(HttpEntities.create((ContentType.NonBinary) text, scrape()));
  }

  synchronized String scrape() {
    gauges.publish();
    return registry.scrape();
  }

  @Override
  public void written(String kind, int events, Duration took) {
    Meters meters = of(kind);
    meters.batches().record(events);
    meters.writes().record(took);
  }

  @Override
  public void recovered(String kind, Duration took) {
    of(kind).recoveries().record(took);
  }

  private Meters of(String kind) {
    return kinds.computeIfAbsent(kind, this::meters);
  }

  private Meters meters(String kind) {
    Tags tags = Tags.of("entity", kind);
    return new Meters(
        DistributionSummary.builder("switchboard.write.events")
            .description("Events that were written at once")
            .tags(tags)
            .serviceLevelObjectives(1, 2, 5, 10, 50, 100, 500)
            .register(registry),
        timer("switchboard.write", "How long a write took", tags),
        timer("switchboard.recovery", "How long an entity took to recover", tags));
  }

  @Override
  public void stored(String account, Object event) {
    if (event instanceof ConversationEvent ofConversation) {
      new ConversationCounters(registry, account).count(ofConversation);
    }
  }

  @Override
  public void usesAccount(String account) {
    for (Invariant invariant : Invariant.values()) {
      violations(account, invariant);
    }
  }

  @Override
  public void queue(String account, String skill, QueueStatistics figures) {
    gauges.queue(account, skill, figures);
  }

  @Override
  public void queueLeft(String account, String skill) {
    gauges.queueLeft(account, skill);
  }

  @Override
  public void agent(
      String account, Optional<AgentStatistics> before, Optional<AgentStatistics> now) {
    gauges.agent(account, before, now);
  }

  @Override
  public void expired(String account, int conversations) {
    Counter.builder("switchboard.expired")
        .description("Number of closed conversations removed after the retention time")
        .tags("account", account)
        .register(registry)
        .increment(conversations);
  }

  @Override
  public void violated(String account, Invariant invariant) {
    violations(account, invariant).increment();
  }

  private Counter violations(String account, Invariant invariant) {
    return Counter.builder("switchboard.violations")
        .description("Number of detected violations of an invariant")
        .tags("account", account, "invariant", label(invariant))
        .register(registry);
  }

  @Override
  public void close() {
    collections.close();
    registry.close();
  }

  private Timer timer(String name, String description, Tags tags) {
    return timer(registry, name, description, tags, DATABASE);
  }

  static Timer timer(
      MeterRegistry registry, String name, String description, Tags tags, Duration[] bounds) {
    return Timer.builder(name)
        .description(description)
        .tags(tags)
        .serviceLevelObjectives(bounds)
        .register(registry);
  }

  /** The label of a value, in lower case. */
  static String label(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
