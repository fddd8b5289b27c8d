package io.switchboard.http;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.switchboard.http.TestServer.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The description of the API agrees with the calls that are answered, and with itself. */
class DescriptionTest {
  private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");

  /** Answered by the node itself, beside the API. */
  private static final List<String> OF_THE_NODE = List.of("GET /health/live", "GET /health/ready");

  private static final List<Call> CALLS = Api.calls(new AccountsInMemory());
  private static final JsonNode DESCRIPTION = served();

  @Test
  void everyCallThatIsAnsweredIsDescribed() {
    assertThat(described()).containsAll(answered());
  }

  @Test
  void everyCallThatIsDescribedIsAnswered() {
    Set<String> missing = described();
    missing.removeAll(answered());

    assertThat(missing).containsExactlyInAnyOrderElementsOf(notYetAnswered());
  }

  @Test
  void everyReferenceLeadsSomewhere() {
    assertThat(DESCRIPTION.findValuesAsText("$ref"))
        .isNotEmpty()
        .allSatisfy(
            reference ->
                assertThat(DESCRIPTION.at(reference.substring(1)).isMissingNode())
                    .as(reference)
                    .isFalse());
  }

  @Test
  void everyParameterOfAPathIsDeclaredAndNoOther() {
    DESCRIPTION
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
                              DESCRIPTION
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
  void everyCallHasANameOfItsOwn() {
    List<String> names = DESCRIPTION.path("paths").findValuesAsText("operationId");

    assertThat(names).doesNotHaveDuplicates().hasSameSizeAs(described());
  }

  /** What the description promises and entities that are still being built will answer. */
  private static List<String> notYetAnswered() {
    String account = "/v1/accounts/{account}";
    String agent = account + "/agents/{agent}";
    String conversation = account + "/conversations/{conversation}";
    return List.of(
        "PUT " + agent + "/presence",
        "GET " + agent + "/events",
        "POST " + account + "/conversations",
        "GET " + conversation,
        "PATCH " + conversation,
        "POST " + conversation + "/accept",
        "POST " + conversation + "/decline",
        "POST " + conversation + "/return",
        "POST " + conversation + "/transfer",
        "POST " + conversation + "/takeover",
        "POST " + conversation + "/messages",
        "POST " + conversation + "/close",
        "GET " + conversation + "/history",
        "GET " + conversation + "/explanation",
        "GET " + account + "/skills/{skill}/queue",
        "GET " + account + "/skills/{skill}/distribution");
  }

  private static Set<String> answered() {
    return Stream.concat(CALLS.stream().map(Call::toString), OF_THE_NODE.stream())
        .collect(toCollection(TreeSet::new));
  }

  private static Set<String> described() {
    Set<String> calls = new TreeSet<>();
    DESCRIPTION
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

  private static JsonNode served() {
    try (TestServer server = new TestServer(CALLS)) {
      Answer answer = server.get("/openapi.yaml").answer();
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.header("Content-Type")).isEqualTo("application/yaml");
      return new YAMLMapper().readTree(answer.body());
    } catch (JsonProcessingException e) {
      throw new AssertionError("the description is YAML", e);
    }
  }
}
