package io.switchboard.http.problem;

import akka.http.javadsl.model.StatusCodes;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.switchboard.domain.account.DocumentPath;
import io.switchboard.domain.account.Violation;
import java.util.ArrayList;
import java.util.List;

/** Problem of a JSON body that could not be bound to a class. Its text contains no class names. */
final class JsonBindingProblem {
  private JsonBindingProblem() {}

  static Problem of(JsonProcessingException failure) {
    if (!(failure instanceof JsonMappingException mapping) || mapping.getPath().isEmpty()) {
      return Problem.of(StatusCodes.BAD_REQUEST, "The body is not JSON" + at(failure) + ".");
    }
    List<Violation> found = new ArrayList<>();
    DocumentPath place = DocumentPath.root(found);
    for (JsonMappingException.Reference step : mapping.getPath()) {
      place =
          step.getFieldName() == null
              ? place.element(step.getIndex())
              : place.member(step.getFieldName());
    }
    place.violation(
        mapping instanceof UnrecognizedPropertyException
            ? "is not known here"
            : "has a value that cannot be used");
    return Problem.of(StatusCodes.BAD_REQUEST, "The body cannot be used.").at(found);
  }

  private static String at(JsonProcessingException failure) {
    return failure.getLocation() == null
        ? ""
        : " at line %d, column %d"
            .formatted(failure.getLocation().getLineNr(), failure.getLocation().getColumnNr());
  }
}
