package io.switchboard.document;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.switchboard.domain.account.DocumentPath;
import io.switchboard.domain.account.ValueRange;
import io.switchboard.domain.account.Violation;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A value of a JSON document with its path. Each accessor expects one type: an absent value gives
 * an empty result; a value of another type gives an empty result and a violation. A null member is
 * the same as an absent one.
 */
public final class JsonValue {
  private final JsonNode node;
  private final DocumentPath path;
  private final Set<String> unreadable;

  private JsonValue(JsonNode node, DocumentPath path, Set<String> unreadable) {
    this.node = node;
    this.path = path;
    this.unreadable = unreadable;
  }

  /** The value of a text in UTF-8; absent, with a violation at {@code $}, if it is not JSON. */
  public static JsonValue read(byte[] text, List<Violation> found) {
    DocumentPath root = DocumentPath.root(found);
    Set<String> unreadable = new HashSet<>();
    try {
      return new JsonValue(JsonTreeReader.read(text, root), root, unreadable);
    } catch (JsonSyntaxException e) {
      JsonValue absent = new JsonValue(JsonNodeFactory.instance.missingNode(), root, unreadable);
      absent.refuse(e.getMessage());
      return absent;
    }
  }

  JsonNode node() {
    return node;
  }

  DocumentPath path() {
    return path;
  }

  /** The paths of the values that were refused. */
  Set<String> unreadable() {
    return unreadable;
  }

  /** The value as text. */
  public Optional<String> text() {
    return node.isTextual() ? Optional.of(node.textValue()) : mismatch("expected a text in quotes");
  }

  /** The value as a boolean. */
  public Optional<Boolean> bool() {
    return node.isBoolean() ? Optional.of(node.booleanValue()) : mismatch("expected true or false");
  }

  /** The value as a whole number; {@code range} only serves the message of a violation. */
  public Optional<Integer> integer(ValueRange<Integer> range) {
    return node.isIntegralNumber() && node.canConvertToInt()
        ? Optional.of(node.intValue())
        : mismatch(range.rule());
  }

  /** The value as a number; {@code range} only serves the message of a violation. */
  public Optional<BigDecimal> decimal(ValueRange<BigDecimal> range) {
    return node.isNumber() ? Optional.of(node.decimalValue()) : mismatch(range.rule());
  }

  /** The value as a duration; {@code range} only serves the message of a violation. */
  public Optional<Duration> duration(ValueRange<Duration> range) {
    if (node.isTextual()) {
      try {
        return Optional.of(Duration.parse(node.textValue()));
      } catch (DateTimeParseException e) {
        return mismatch(range.rule() + ", written like PT90S, PT1H30M or P7D");
      }
    }
    return mismatch(range.rule() + ", written in quotes like \"PT90S\", \"PT1H30M\" or \"P7D\"");
  }

  /** The value read by one of the accessors above; a value out of range is a violation too. */
  public <T extends Comparable<T>> Optional<T> within(
      ValueRange<T> range, BiFunction<JsonValue, ValueRange<T>, Optional<T>> type) {
    Optional<T> read = type.apply(this, range);
    return read.isEmpty() || range.includes(read.get()) ? read : mismatch(range.rule());
  }

  /** The value as a constant of an enum, by its name. */
  public <E extends Enum<E>> Optional<E> oneOf(Class<E> type) {
    List<E> names = Arrays.asList(type.getEnumConstants());
    Optional<E> named =
        names.stream().filter(name -> name.name().equals(node.textValue())).findFirst();
    return named.isPresent()
        ? named
        : mismatch("expected one of " + names.stream().map(Enum::name).collect(joining(", ")));
  }

  /** The value as an object; a member that the reader does not request is a violation. */
  public <T> Optional<T> object(Function<JsonMembers, T> reader) {
    return node.isObject() ? Optional.of(entry(reader)) : mismatch("expected an object");
  }

  /** As {@link #object}; a value that is no object is read as one without members. */
  public <T> T entry(Function<JsonMembers, T> reader) {
    if (!node.isObject()) {
      mismatch("expected an object");
      return placeholder(reader);
    }
    JsonMembers members = new JsonMembers(this);
    T read = reader.apply(members);
    members.refuseUnknown();
    return read;
  }

  /** A list of objects, empty when absent; if unreadable, one unvalidated placeholder. */
  <T> List<T> entries(Function<JsonMembers, T> reader) {
    return isAbsent()
        ? List.of()
        : this.<T>list(element -> element.entry(reader))
            .orElseGet(() -> List.of(placeholder(reader)));
  }

  /** The value as a list. Reading stops when the list of violations is full. */
  public <T> Optional<List<T>> list(Function<JsonValue, T> reader) {
    if (!node.isArray()) {
      return mismatch("expected a list");
    }
    List<T> elements = new ArrayList<>(node.size());
    for (JsonNode element : node) {
      if (path.isFull()) {
        break;
      }
      elements.add(reader.apply(within(element, path.element(elements.size()))));
    }
    return Optional.of(elements);
  }

  /** The value as texts; an unreadable one becomes empty, to keep the others' positions. */
  Optional<List<String>> texts() {
    return list(element -> element.text().orElse(""));
  }

  /** The value as a list of texts; a single text counts as a list of one. */
  Optional<List<String>> oneOrMoreTexts() {
    if (node.isTextual()) {
      return text().map(List::of);
    }
    return node.isArray() ? texts() : mismatch("expected a text or a list of texts");
  }

  /** The value as an object with arbitrary member names, in their order. */
  public <T> Optional<Map<String, T>> map(Function<JsonValue, T> reader) {
    if (!node.isObject()) {
      return mismatch("expected an object");
    }
    Map<String, T> map = new LinkedHashMap<>();
    node.properties()
        .forEach(
            member -> {
              DocumentPath at = path.member(member.getKey());
              map.put(member.getKey(), reader.apply(within(member.getValue(), at)));
            });
    return Optional.of(map);
  }

  /** The member of this object; absent when it is null. */
  JsonValue member(String name) {
    JsonNode value = node.path(name);
    return within(
        value.isNull() ? JsonNodeFactory.instance.missingNode() : value, path.member(name));
  }

  /** Whether the value is absent or null. */
  public boolean isAbsent() {
    return node.isMissingNode();
  }

  /** Whether the text is JSON; for the value of a whole text only. */
  public boolean isJson() {
    return !isAbsent();
  }

  /**
   * Adds a violation at this path and excludes the placeholder for this value from validation.
   *
   * @param problem one sentence for a person that states the error and the valid values
   */
  public void refuse(String problem) {
    if (!path.isFull()) {
      unreadable.add(path.path());
      path.violation(problem);
    }
  }

  private <T> Optional<T> mismatch(String expected) {
    if (!isAbsent()) {
      refuse("is " + shown() + "; " + expected);
    }
    return Optional.empty();
  }

  private <T> T placeholder(Function<JsonMembers, T> reader) {
    JsonNode empty = JsonNodeFactory.instance.objectNode();
    return reader.apply(new JsonMembers(new JsonValue(empty, path.detached(), new HashSet<>())));
  }

  private String shown() {
    return switch (node.getNodeType()) {
      case STRING -> Violation.quote(node.textValue());
      case OBJECT -> "an object";
      case ARRAY -> "a list";
      default -> node.asText();
    };
  }

  private JsonValue within(JsonNode value, DocumentPath at) {
    return new JsonValue(value, at, unreadable);
  }
}
