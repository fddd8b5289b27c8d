package io.switchboard.document;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.switchboard.domain.account.Violation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The account that ships in {@code conf}, and its violations after a change of one value. */
final class Example {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private final JsonNode tree;

  private Example(JsonNode tree) {
    this.tree = tree;
  }

  static String text() {
    try {
      return Files.readString(Path.of("conf", "account.example.json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String quoted(String text) {
    return "\"" + text + "\"";
  }

  static Example asItIs() {
    return new Example(json(text()));
  }

  /** The example with this JSON at the pointer; a pointer that ends in "-" appends to a list. */
  static Example with(String pointer, String value) {
    return asItIs().and(pointer, value);
  }

  Example and(String pointer, String value) {
    return and(pointer, json(value));
  }

  Example and(String pointer, JsonNode value) {
    JsonPointer at = JsonPointer.compile(pointer);
    String last = at.last().getMatchingProperty();
    if (tree.at(at.head()) instanceof ArrayNode list) {
      set(list, last, value);
    } else {
      ((ObjectNode) tree.at(at.head())).set(last, value);
    }
    return this;
  }

  private static void set(ArrayNode list, String position, JsonNode value) {
    if (position.equals("-")) {
      list.add(value);
    } else {
      list.set(Integer.parseInt(position), value);
    }
  }

  Example without(String pointer) {
    JsonPointer at = JsonPointer.compile(pointer);
    ((ObjectNode) tree.at(at.head())).remove(at.last().getMatchingProperty());
    return this;
  }

  /** The JSON pointers of all values of the example. */
  List<String> pointers() {
    return pointers("", tree).skip(1).toList();
  }

  private static Stream<String> pointers(String pointer, JsonNode node) {
    Stream<String> below =
        node instanceof ObjectNode
            ? node.properties().stream()
                .flatMap(member -> pointers(pointer + "/" + member.getKey(), member.getValue()))
            : IntStream.range(0, node.size())
                .boxed()
                .flatMap(i -> pointers(pointer + "/" + i, node.get(i)));
    return Stream.concat(Stream.of(pointer), below);
  }

  String document() {
    return tree.toString();
  }

  List<Violation> violations() {
    return violationsOf(document());
  }

  static List<Violation> violationsOf(String document) {
    return violationsOf(document.getBytes(UTF_8));
  }

  static List<Violation> violationsOf(byte[] document) {
    try {
      AccountDocument.read(document);
      return List.of();
    } catch (InvalidAccountException e) {
      return e.violations();
    }
  }
}
