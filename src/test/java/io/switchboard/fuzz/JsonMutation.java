package io.switchboard.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** One random mutation of a JSON text, invalid or odd. */
final class JsonMutation {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** Values as texts; some are invalid JSON. */
  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "0",
          "-1",
          "-0",
          "1e9",
          "1e400",
          "1E-400",
          "0.1",
          "1.0",
          "100.0",
          "2147483648",
          "9223372036854775808",
          "123456789012345678901234567890",
          "0." + "3".repeat(90),
          "9".repeat(200),
          "NaN",
          "01",
          "+1",
          ".5",
          "0x10",
          "[]",
          "{}",
          "[[]]",
          "\"\"",
          "\" \"",
          "\".\"",
          "\"..\"",
          "\"-1\"",
          "\"a/b\"",
          "\"%2e%2e\"",
          "\"a b\"",
          "\"conversations\"",
          "\"null\"",
          "\"true\"",
          "\"PT0S\"",
          "\"PT1S\"",
          "\"-PT1S\"",
          "\"PT0.0000000001S\"",
          "\"P99999999D\"",
          "\"PT9999999999999999999S\"",
          "\"P1Y\"",
          "\"pt5s\"",
          "\"ONLINE\"",
          "\"online\"",
          "\"\\u0000\"",
          "\"\\ud800\"",
          "\"\\udc00\\ud800\"",
          "\"\\uFEFFann\"",
          "\"\u202eann\"",
          "\"a\u0308\"",
          "\"\u00e4\"",
          "\"\ud83d\ude00\"",
          "\"\\u0061nn\"",
          "\"ann\\n\"",
          "\"ann\u2028\"",
          "\"" + "x".repeat(65) + "\"",
          "\"" + "x".repeat(129) + "\"",
          "\"" + "y".repeat(1_025) + "\"",
          "\"" + "z".repeat(21_000) + "\"",
          "[".repeat(40) + "]".repeat(40),
          "{\"a\":".repeat(40) + "1" + "}".repeat(40),
          "'ann'",
          "undefined",
          "\"unended",
          "/*c*/1");

  private static final List<String> NAMES =
      List.of(
          "id",
          "agent",
          "skill",
          "consumer",
          "state",
          "dryRun",
          "unknown",
          "",
          " ",
          "Id",
          "i\u0307d",
          "\\u0069d",
          "__proto__",
          "n".repeat(2_100),
          "a.b",
          "$",
          "\ud83d\ude00");

  private final Random random;

  JsonMutation(Random random) {
    this.random = random;
  }

  /** The text of the tree with one change. */
  String of(JsonNode tree) {
    return switch (random.nextInt(12)) {
      case 0 -> cut(tree.toString());
      case 1 -> tree + one(List.of(" ", "\n", "x", "{}", ",", "\u0000", "]"));
      case 2 ->
          one(List.of("", " ", "\uFEFF" + tree, "null", "[]", "1", "\"x\"", "{", "[" + tree + "]"));
      case 3 -> twice(tree.toString());
      case 4 -> swapped(tree.toString());
      default -> changed(tree.deepCopy()).toString();
    };
  }

  private String cut(String text) {
    return text.substring(0, random.nextInt(text.length()));
  }

  /** A repeated member. */
  private String twice(String text) {
    int open = text.indexOf('{');
    return open < 0
        ? text
        : text.substring(0, open + 1)
            + "\""
            + one(NAMES)
            + "\":"
            + one(VALUES)
            + ",\""
            + one(NAMES)
            + "\":"
            + one(VALUES)
            + (text.charAt(open + 1) == '}' ? "" : ",")
            + text.substring(open + 1);
  }

  private String swapped(String text) {
    char[] characters = text.toCharArray();
    characters[random.nextInt(characters.length)] =
        one(List.of('"', '{', '}', ',', ':', '\\', '\u0001', '\u00ff', '0', ' '));
    return new String(characters);
  }

  private JsonNode changed(JsonNode tree) {
    List<JsonNode> containers = new ArrayList<>();
    collect(tree, containers);
    if (containers.isEmpty()) {
      return raw();
    }
    JsonNode chosen = one(containers);
    if (chosen instanceof ObjectNode object) {
      change(object);
    } else {
      change((ArrayNode) chosen);
    }
    return tree;
  }

  private void change(ObjectNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    int what = names.isEmpty() ? 0 : random.nextInt(4);
    switch (what) {
      case 0 -> object.set(one(NAMES), raw());
      case 1 -> object.remove(one(names));
      default -> object.set(one(names), raw());
    }
  }

  private void change(ArrayNode array) {
    switch (array.isEmpty() ? 0 : random.nextInt(4)) {
      case 0 -> array.add(raw());
      case 1 -> array.remove(random.nextInt(array.size()));
      case 2 -> array.add(array.get(random.nextInt(array.size())).deepCopy());
      default -> array.set(random.nextInt(array.size()), raw());
    }
  }

  private JsonNode raw() {
    return NODES.rawValueNode(new RawValue(one(VALUES)));
  }

  private static void collect(JsonNode node, List<JsonNode> found) {
    if (node.isContainerNode()) {
      found.add(node);
      node.forEach(child -> collect(child, found));
    }
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
