package io.switchboard.http;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.switchboard.domain.distribution.Ledger;
import io.switchboard.http.TestServer.Answer;
import io.switchboard.http.view.AgentStatusView;
import io.switchboard.http.view.ConversationView;
import io.switchboard.http.view.DistributionView;
import io.switchboard.http.view.ExplanationView;
import io.switchboard.http.view.HistoryView;
import io.switchboard.http.view.QueueView;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Consistency of the API description with the endpoints, and with itself. */
class OpenApiDocumentTest {
  private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");

  /** Paths of the node itself, outside the API. */
  private static final List<String> OF_THE_NODE =
      List.of("GET /health/live", "GET /health/ready", "GET /metrics");

  private static List<Endpoint> calls;
  private static JsonNode description;

  @BeforeAll
  static void read() throws JsonProcessingException {
    try (TestServer server =
        new TestServer(
            system ->
                Api.calls(
                    system,
                    new AccountsInMemory(),
                    new ScriptedEntities(),
                    InstantSource.system()))) {
      Answer answer = server.get("/openapi.yaml").answer();
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.header("Content-Type")).isEqualTo("application/yaml");
      calls = server.calls();
      description = new YAMLMapper().readTree(answer.body());
    }
  }

  @Test
  void exactlyTheEndpointsOfTheApiAreDescribed() {
    assertThat(described()).isEqualTo(answered());
  }

  static Stream<Arguments> answers() {
    return Stream.of(
        Arguments.of("AgentNow", AgentStatusView.class),
        Arguments.of("Ringing", AgentStatusView.Ringing.class),
        Arguments.of("Assigned", AgentStatusView.Assigned.class),
        Arguments.of("Conversation", ConversationView.class),
        Arguments.of("History", HistoryView.class),
        Arguments.of("Step", HistoryView.One.class),
        Arguments.of("Explanation", ExplanationView.class),
        Arguments.of("Reasons", ExplanationView.Reasons.class),
        Arguments.of("DueTime", ExplanationView.Due.class),
        Arguments.of("AppliedCredit", ExplanationView.Counted.class),
        Arguments.of("Candidate", ExplanationView.Candidate.class),
        Arguments.of("Rival", ExplanationView.Rival.class),
        Arguments.of("Remedy", ExplanationView.Help.class),
        Arguments.of("Queue", QueueView.class),
        Arguments.of("QueueEntry", QueueView.Entry.class),
        Arguments.of("Ledger", DistributionView.class),
        Arguments.of("GroupLedger", Ledger.GroupTotals.class));
  }

  @ParameterizedTest
  @MethodSource("answers")
  void exactlyTheMembersOfAnswersAreDescribed(String schema, Class<?> answer) {
    JsonNode described = description.path("components").path("schemas").path(schema);
    List<RecordComponent> components = List.of(answer.getRecordComponents());

    assertThat(described.path("properties").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrderElementsOf(
            components.stream().map(RecordComponent::getName).toList());
    assertThat(described.path("required"))
        .map(JsonNode::asText)
        .containsExactlyInAnyOrderElementsOf(
            components.stream()
                .filter(component -> component.getType() != Optional.class)
                .map(RecordComponent::getName)
                .toList());
  }

  @ParameterizedTest
  @MethodSource("answers")
  void exactlyThePossibleEnumValuesOfAnswersAreDescribed(String schema, Class<?> answer) {
    JsonNode properties =
        description.path("components").path("schemas").path(schema).path("properties");

    for (RecordComponent component : answer.getRecordComponents()) {
      JsonNode property = resolved(properties.path(component.getName()));
      names(component.getGenericType())
          .ifPresent(
              names ->
                  assertThat(property.path("enum"))
                      .as(component.getName())
                      .map(JsonNode::asText)
                      .containsExactlyInAnyOrderElementsOf(names));
    }
  }

  private static JsonNode resolved(JsonNode property) {
    return property.has("$ref")
        ? description.at(property.path("$ref").asText().substring(1))
        : property;
  }

  private static Optional<List<String>> names(Type type) {
    if (type instanceof ParameterizedType optional && optional.getRawType() == Optional.class) {
      return names(optional.getActualTypeArguments()[0]);
    }
    return type instanceof Class<?> names && names.isEnum()
        ? Optional.of(Stream.of(names.getEnumConstants()).map(Object::toString).toList())
        : Optional.empty();
  }

  @Test
  void eachReferenceHasATarget() {
    assertThat(description.findValuesAsText("$ref"))
        .isNotEmpty()
        .allSatisfy(
            reference ->
                assertThat(description.at(reference.substring(1)).isMissingNode())
                    .as(reference)
                    .isFalse());
  }

  @Test
  void exactlyTheParametersOfEachPathAreDeclared() {
    description
        .path("paths")
        .properties()
        .forEach(
            path -> {
              List<String> declared = new ArrayList<>();
              path.getValue()
                  .path("parameters")
                  .forEach(
                      parameter ->
                          declared.add(
                              description
                                  .at(parameter.path("$ref").asText().substring(1))
                                  .path("name")
                                  .asText()));
              List<String> inPath =
                  Stream.of(path.getKey().split("/"))
                      .filter(segment -> segment.startsWith("{"))
                      .map(segment -> segment.substring(1, segment.length() - 1))
                      .toList();
              assertThat(declared).as(path.getKey()).isEqualTo(inPath);
            });
  }

  @Test
  void exactlyTheParametersOfEachCallAreDescribed() {
    for (Endpoint call : calls) {
      JsonNode operation =
          description
              .path("paths")
              .path(call.path().toString())
              .path(call.method().value().toLowerCase(Locale.ROOT));
      List<String> described = new ArrayList<>();
      for (JsonNode parameter : operation.path("parameters")) {
        JsonNode one = resolved(parameter);
        if (one.path("in").asText().equals("query")) {
          described.add(one.path("name").asText());
        }
      }
      assertThat(described).as(call.toString()).isEqualTo(List.copyOf(call.parameters()));
    }
  }

  @Test
  void eachCallHasAUniqueName() {
    List<String> names = description.path("paths").findValuesAsText("operationId");

    assertThat(names).doesNotHaveDuplicates().hasSameSizeAs(described());
  }

  private static Set<String> answered() {
    return Stream.concat(calls.stream().map(Endpoint::toString), OF_THE_NODE.stream())
        .collect(toCollection(TreeSet::new));
  }

  private static Set<String> described() {
    Set<String> calls = new TreeSet<>();
    description
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .fieldNames()
                    .forEachRemaining(
                        method -> {
                          if (METHODS.contains(method)) {
                            calls.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey());
                          }
                        }));
    return calls;
  }
}
