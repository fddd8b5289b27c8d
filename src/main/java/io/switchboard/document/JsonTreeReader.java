package io.switchboard.document;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.switchboard.domain.account.DocumentPath;
import io.switchboard.domain.account.Violation;
import java.io.IOException;

/**
 * Reads one JSON text into a tree. Unlike Jackson's tree reader, it reports a repeated member and
 * continues, and it keeps all digits of a number.
 */
final class JsonTreeReader {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final JsonFactory JSON =
      JsonFactory.builder()
          // Clients choose the names. Interning them would take a lock that all parsers share, and
          // memory that is never released.
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(32)
                  .maxNameLength(2_000)
                  .maxStringLength(20_000)
                  .maxNumberLength(100)
                  .build())
          .build();

  private final JsonParser parser;

  private JsonTreeReader(JsonParser parser) {
    this.parser = parser;
  }

  /** The tree of the text; repeated members are violations in {@code root}, the first counts. */
  static JsonNode read(byte[] text, DocumentPath root) throws JsonSyntaxException {
    try (JsonParser parser = JSON.createParser(text)) {
      return new JsonTreeReader(parser).whole(root);
    } catch (IOException e) {
      throw new JsonSyntaxException("cannot be decoded; expected UTF-8");
    }
  }

  private JsonNode whole(DocumentPath root) throws IOException, JsonSyntaxException {
    try {
      if (parser.nextToken() == null) {
        throw new JsonSyntaxException("is empty; expected a JSON object");
      }
      JsonNode tree = value(root);
      if (parser.nextToken() != null) {
        throw new JsonSyntaxException(
            "continues after its end" + JsonSyntaxException.at(parser.currentTokenLocation()));
      }
      return tree;
    } catch (JsonProcessingException e) {
      throw new JsonSyntaxException(e, parser.currentLocation());
    } catch (NumberFormatException e) {
      throw new JsonSyntaxException(
          "has a number that is too large" + JsonSyntaxException.at(parser.currentTokenLocation()));
    }
  }

  private JsonNode value(DocumentPath path) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(path);
      case START_ARRAY -> list(path);
      case VALUE_STRING -> TextNode.valueOf(parser.getText());
      case VALUE_NUMBER_INT -> NODES.numberNode(parser.getBigIntegerValue());
      case VALUE_NUMBER_FLOAT -> DecimalNode.valueOf(parser.getDecimalValue());
      case VALUE_TRUE -> BooleanNode.TRUE;
      case VALUE_FALSE -> BooleanNode.FALSE;
      default -> NullNode.instance;
    };
  }

  private ObjectNode object(DocumentPath path) throws IOException {
    ObjectNode object = NODES.objectNode();
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      DocumentPath member = path.member(name);
      parser.nextToken();
      JsonNode value = value(member);
      if (object.has(name)) {
        member.violation(
            "member %s is repeated; remove one of them".formatted(Violation.quote(name)));
      } else {
        object.set(name, value);
      }
    }
    return object;
  }

  private ArrayNode list(DocumentPath path) throws IOException {
    ArrayNode list = NODES.arrayNode();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      list.add(value(path.element(list.size())));
    }
    return list;
  }
}
