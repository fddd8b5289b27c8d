package io.switchboard.http;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.switchboard.domain.account.Account;
import io.switchboard.domain.account.AccountSettings;
import io.switchboard.domain.account.Agent;
import io.switchboard.domain.account.AgentGroup;
import io.switchboard.domain.account.Condition;
import io.switchboard.domain.account.DynamicCapacity;
import io.switchboard.domain.account.GroupShare;
import io.switchboard.domain.account.ResponseTime;
import io.switchboard.domain.account.Skill;
import io.switchboard.domain.distribution.Ledger;
import io.switchboard.domain.protocol.AgentNotification;
import io.switchboard.http.TestServer.Answer;
import io.switchboard.http.request.ConversationRequestReader;
import io.switchboard.http.view.AccountView;
import io.switchboard.http.view.AgentStatusView;
import io.switchboard.http.view.ConsumerView;
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
import java.util.stream.StreamSupport;
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
                Api.endpoints(
                    system,
                    new AccountsInMemory(),
                    new ScriptedEntities(),
                    new NoRecords(),
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
        Arguments.of("HistoryEntry", HistoryView.Entry.class),
        Arguments.of("Explanation", ExplanationView.class),
        Arguments.of("Reasons", ExplanationView.Reasons.class),
        Arguments.of("DueTime", ExplanationView.Due.class),
        Arguments.of("AppliedCredit", ExplanationView.Counted.class),
        Arguments.of("Candidate", ExplanationView.Candidate.class),
        Arguments.of("Rival", ExplanationView.Rival.class),
        Arguments.of("Remedy", ExplanationView.Help.class),
        Arguments.of("AccountInList", AccountView.class),
        Arguments.of("Consumer", ConsumerView.class),
        Arguments.of("PreviousAgent", ConsumerView.PreviousAgent.class),
        Arguments.of("StoredConversation", ConsumerView.StoredConversation.class),
        Arguments.of("Queue", QueueView.class),
        Arguments.of("QueueEntry", QueueView.Entry.class),
        Arguments.of("Ledger", DistributionView.class),
        Arguments.of("GroupLedger", Ledger.GroupTotals.class));
  }

  static Stream<Arguments> configuration() {
    return Stream.of(
        Arguments.of("Account", Account.class),
        Arguments.of("Settings", AccountSettings.class),
        Arguments.of("ResponseTime", ResponseTime.class),
        Arguments.of("DynamicCapacity", DynamicCapacity.class),
        Arguments.of("Condition", Condition.class),
        Arguments.of("Skill", Skill.class),
        Arguments.of("Share", GroupShare.class),
        Arguments.of("AgentGroup", AgentGroup.class),
        Arguments.of("Agent", Agent.class));
  }

  @ParameterizedTest
  @MethodSource("configuration")
  void exactlyTheMembersOfTheConfigurationAreDescribed(String schema, Class<?> item) {
    assertThat(description.at("/components/schemas/" + schema + "/properties").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(item.getRecordComponents())
                .map(component -> component.getName().replace("byDefault", "default"))
                .toList());
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

  @Test
  void eachEnumIsDescribedAndEachDescribedEnumExists() {
    Set<Set<String>> described =
        description.findValues("enum").stream()
            .map(values -> StreamSupport.stream(values.spliterator(), false))
            .map(values -> values.map(JsonNode::asText).collect(toSet()))
            .collect(toSet());

    Set<Set<String>> existing =
        Stream.concat(
                Stream.of(Account.class, ConversationRequestReader.Writer.class),
                answers().map(answer -> (Class<?>) answer.get()[1]))
            .flatMap(OpenApiDocumentTest::enums)
            .map(type -> Stream.of(type.getEnumConstants()).map(Object::toString))
            .map(names -> names.collect(toSet()))
            .collect(toSet());
    assertThat(described).isEqualTo(existing);
  }

  /** The enums that a type is or contains. */
  private static Stream<Class<?>> enums(Type type) {
    if (type instanceof ParameterizedType generic) {
      return Stream.of(generic.getActualTypeArguments()).flatMap(OpenApiDocumentTest::enums);
    }
    Class<?> raw = (Class<?>) type;
    return raw.isEnum()
        ? Stream.of(raw)
        : Stream.ofNullable(raw.getRecordComponents())
            .flatMap(Stream::of)
            .flatMap(component -> enums(component.getGenericType()));
  }

  @Test
  void eachReasonOfAWithdrawalIsDescribed() {
    assertThat(
            description
                .at("/paths/~1v1~1accounts~1{account}~1agents~1{agent}~1events/get/description")
                .asText())
        .contains(
            Stream.of(AgentNotification.Reason.values())
                .map(reason -> "`" + reason + "`")
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
