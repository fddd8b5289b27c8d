package io.switchboard.actor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.ExtendedActorSystem;
import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.javadsl.Adapter;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.switchboard.actor.serialization.DomainJson;
import io.switchboard.actor.serialization.DomainSerializer;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Stored samples of all stored types: what a release stores must always be readable. Each stored
 * type has two samples in {@code src/test/resources/stored}, one with all optional members and one
 * without. From the first release on they never change: a later member must be optional and has a
 * sample of its own with its name; a renamed type keeps its old name in {@link DomainSerializer}.
 */
class StoredSamplesTest {
  private static final Path SAMPLES = Path.of("src", "test", "resources", "stored");
  private static final Path NAMES = Path.of("src", "test", "resources", "stored-names.json");
  private static final ObjectMapper JSON = new ObjectMapper();

  private static ActorTestKit kit;
  private static DomainSerializer serializer;

  @BeforeAll
  static void start() {
    kit = InMemory.testKit();
    serializer = new DomainSerializer((ExtendedActorSystem) Adapter.toClassic(kit.system()));
  }

  @AfterAll
  static void stop() {
    kit.shutdownTestKit();
  }

  static Stream<Class<?>> storedTypes() {
    return DomainSerializer.STORED.stream();
  }

  static List<Path> samples() throws IOException {
    try (Stream<Path> files = Files.list(SAMPLES)) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("storedTypes")
  void eachStoredTypeHasSamples(Class<?> type) {
    String name = DomainJson.name(type);
    assertThat(SAMPLES.resolve(name + ".json"))
        .withFailMessage(() -> "store this as a sample: " + json(Samples.full(type)))
        .exists();
    assertThat(SAMPLES.resolve(name + ".least.json"))
        .withFailMessage(() -> "store this as a sample: " + json(Samples.least(type)))
        .exists();
  }

  @ParameterizedTest
  @MethodSource("storedTypes")
  void theFullSampleOfATypeHasEachOptionalMember(Class<?> type) throws IOException {
    Path sample = SAMPLES.resolve(DomainJson.name(type) + ".json");

    Object read = serializer.fromBinary(Files.readAllBytes(sample), manifest(sample));

    assertThat(absentMembers(type.getSimpleName(), read)).isEmpty();
  }

  /** The paths of the optional members of a value that are absent. */
  private static Stream<String> absentMembers(String path, Object value) {
    if (value instanceof Optional<?> optional) {
      return optional.map(one -> absentMembers(path, one)).orElseGet(() -> Stream.of(path));
    } else if (value instanceof OptionalLong optional) {
      return optional.isPresent() ? Stream.empty() : Stream.of(path);
    } else if (value instanceof Map<?, ?> map) {
      return absentMembers(path, List.copyOf(map.values()));
    } else if (value instanceof Collection<?> elements) {
      return elements.stream().flatMap(element -> absentMembers(path + "[]", element));
    }
    return Stream.ofNullable(value.getClass().getRecordComponents())
        .flatMap(Stream::of)
        .flatMap(member -> absentMembers(path + "." + member.getName(), member(value, member)));
  }

  private static Object member(Object record, RecordComponent member) {
    try {
      member.getAccessor().setAccessible(true);
      return member.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("a component of a record cannot be read", e);
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void eachSampleIsReadAndWrittenUnchanged(Path sample) throws IOException {
    byte[] stored = Files.readAllBytes(sample);

    Object read = serializer.fromBinary(stored, manifest(sample));

    assertThat(serializer.manifest(read)).isEqualTo(manifest(sample));
    assertThat(JSON.readTree(serializer.toBinary(read))).isEqualTo(JSON.readTree(stored));
  }

  @Test
  void theNamesInStoredValuesStayTheSame() throws IOException {
    Map<String, List<String>> stored =
        JSON.readValue(NAMES.toFile(), new TypeReference<Map<String, List<String>>>() {});

    assertThat(StoredNames.all())
        .as("add what is new to " + NAMES + ", but never change or remove a word")
        .isEqualTo(stored);
  }

  @Test
  void membersOfALaterVersionAreIgnored() throws IOException {
    byte[] stored = Files.readAllBytes(SAMPLES.resolve("AgentEvent.Reserved.json"));
    ObjectNode later = (ObjectNode) JSON.readTree(stored);
    later.put("addedLater", true);

    assertThat(serializer.fromBinary(JSON.writeValueAsBytes(later), "AgentEvent.Reserved"))
        .isEqualTo(serializer.fromBinary(stored, "AgentEvent.Reserved"));
  }

  private static String manifest(Path sample) {
    return sample.getFileName().toString().replaceFirst("(\\.[a-z]\\w*)?\\.json$", "");
  }

  private static String json(Object value) {
    return new String(serializer.toBinary(value), UTF_8);
  }
}
