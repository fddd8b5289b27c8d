package io.switchboard.simulation.trace;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/**
 * A value in a JSON document, and where it is. What is refused is noted as a problem and read as
 * the nearest thing that would be right; a value that is not there has been noted by its parent.
 *
 * @param path such as {@code $.streams[2].perHour}
 */
record JsonValue(String path, JsonNode node, Problems problems) {

  /** Refuses whatever is not an object that has all the required members, and only known ones. */
  void requireObject(List<String> required, List<String> optional) {
    requireObject();
    node.fieldNames()
        .forEachRemaining(
            name -> {
              if (!required.contains(name) && !optional.contains(name)) {
                List<String> known = new ArrayList<>(required);
                known.addAll(optional);
                member(name).refuse("unknown", "only " + String.join(", ", known));
              }
            });
    for (String name : required) {
      if (node.isObject() && !node.hasNonNull(name)) {
        problems.add(
            OptionalLong.empty(), Optional.of(member(name).path), "missing; expected a value");
      }
    }
  }

  private void requireObject() {
    if (!node.isObject() && !node.isMissingNode()) {
      refuse("not an object", "an object");
    }
  }

  JsonValue member(String name) {
    JsonNode member = node.path(name);
    String plain = name.matches("\\w+") ? "." + name : "['" + name + "']";
    return new JsonValue(
        path + plain, member.isNull() ? MissingNode.getInstance() : member, problems);
  }

  /** A member of an object; empty when it is absent or null. */
  Optional<JsonValue> memberIfAny(String name) {
    return node.hasNonNull(name) ? Optional.of(member(name)) : Optional.empty();
  }

  /** Every member of an object, in their order. */
  <T> Map<String, T> members(Function<JsonValue, T> value) {
    requireObject();
    Map<String, T> members = new LinkedHashMap<>();
    for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      members.put(name, value.apply(member(name)));
    }
    return members;
  }

  /** Every element of an array that has at least and at most so many. */
  <T> List<T> elements(int least, int most, Function<JsonValue, T> value) {
    if (!node.isArray()) {
      refuse("not an array", "an array");
    } else if (node.size() < least || node.size() > most) {
      String size = least == most ? "" + least : least + " to " + most;
      refuse("number of elements is " + node.size(), size);
    }
    List<T> elements = new ArrayList<>();
    for (int i = 0; i < Math.min(node.size(), most); i++) {
      elements.add(value.apply(new JsonValue(path + "[" + i + "]", node.get(i), problems)));
    }
    return elements;
  }

  /** A number within these bounds. */
  double number(int least, int most) {
    if (node.isNumber() && node.doubleValue() >= least && node.doubleValue() <= most) {
      return node.doubleValue();
    }
    refuse(shown(), "a number from " + least + " to " + most);
    return least;
  }

  /** A whole number within these bounds. */
  int integer(int least, int most) {
    if (node.isInt() && node.intValue() >= least && node.intValue() <= most) {
      return node.intValue();
    }
    refuse(shown(), "a whole number from " + least + " to " + most);
    return least;
  }

  /** A duration within these bounds. */
  Duration duration(Duration least, Duration most) {
    try {
      Duration duration = Duration.parse(node.isTextual() ? node.textValue() : "");
      if (duration.compareTo(least) >= 0 && duration.compareTo(most) <= 0) {
        return duration;
      }
    } catch (DateTimeParseException e) {
      // Said below, as for a duration out of bounds.
    }
    refuse(shown(), "a duration from " + least + " to " + most);
    return least;
  }

  /** One of these texts. */
  String oneOf(Set<String> known, String expected) {
    if (node.isTextual() && known.contains(node.textValue())) {
      return node.textValue();
    }
    refuse(shown(), expected);
    return "";
  }

  /** Notes a problem with this value, unless its parent has noted that it is missing. */
  void refuse(String fault, String expected) {
    if (!node.isMissingNode()) {
      problems.add(OptionalLong.empty(), Optional.of(path), fault + "; expected " + expected);
    }
  }

  private String shown() {
    return Problems.shown(node.isTextual() ? node.textValue() : node.toString());
  }
}
