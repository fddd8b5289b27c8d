package io.switchboard.document;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.Objects;
import java.util.regex.Pattern;

/** A text is not JSON; the message is one sentence for its author. */
final class JsonSyntaxException extends Exception {
  private static final long serialVersionUID = 1L;

  private static final Pattern SOURCE =
      Pattern.compile("\\[Source: [^;]*; line: (\\d+), column: (\\d+)]");
  private static final Pattern CODE =
      Pattern.compile(
          ",? from `[^`]*`|: enable `[^`]*` to allow| \\(not recognized as one since.*\\)");

  JsonSyntaxException(String problem) {
    super(problem);
  }

  JsonSyntaxException(JsonProcessingException cause, JsonLocation reached) {
    super(
        "is not JSON%s: %s"
            .formatted(
                at(Objects.requireNonNullElse(cause.getLocation(), reached)), sentence(cause)),
        cause);
  }

  static String at(JsonLocation location) {
    return " at line %d, column %d".formatted(location.getLineNr(), location.getColumnNr());
  }

  /** The parser's message without names of its classes. */
  private static String sentence(JsonProcessingException cause) {
    String message = SOURCE.matcher(cause.getOriginalMessage()).replaceAll("line $1, column $2");
    return CODE.matcher(message).replaceAll("");
  }
}
