package io.switchboard.http.problem;

import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpCharsets;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpEntity;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaTypes;
import akka.http.javadsl.model.StatusCode;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.RawHeader;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.switchboard.domain.account.Violation;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Error response in the format of RFC 9457.
 *
 * @param type a URI that identifies the kind of problem; {@code about:blank} when the status is
 *     enough
 * @param title the kind of problem in a few words, always the same
 * @param detail what is wrong in this case and what would be valid; null when the title is enough
 * @param instance a URI that identifies this occurrence; null when the log has nothing about it
 * @param errors the invalid fields, each with what would be valid
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
    String type,
    String title,
    int status,
    String detail,
    String instance,
    List<FieldError> errors) {

  /** Media type of every error response. */
  public static final ContentType.WithFixedCharset CONTENT_TYPE =
      ContentTypes.create(
          MediaTypes.customWithFixedCharset(
              "application", "problem+json", HttpCharsets.UTF_8, Map.of(), false));

  /** Statuses of requests for which there was no time or capacity. */
  private static final Set<Integer> OVERLOADED =
      Set.of(StatusCodes.TOO_MANY_REQUESTS.intValue(), StatusCodes.SERVICE_UNAVAILABLE.intValue());

  /** Long enough for a peak of load to pass. */
  private static final String RETRY_AFTER_SECONDS = "1";

  private static final ObjectWriter WRITER = JsonMapper.builder().build().writer();

  public Problem {
    errors = List.copyOf(errors);
  }

  /** An invalid field: its path or parameter, and what is wrong and would be valid. */
  public record FieldError(String field, String detail) {}

  /** Returns a problem that consists of a status and one sentence. */
  public static Problem of(StatusCode status, String detail) {
    return new Problem("about:blank", status.reason(), status.intValue(), detail, null, List.of());
  }

  /** Returns this problem with the path of each violation. */
  public Problem at(List<Violation> violations) {
    return new Problem(
        type,
        title,
        status,
        detail,
        instance,
        violations.stream()
            .map(violation -> new FieldError(violation.path(), violation.problem()))
            .toList());
  }

  /** Returns this problem with one invalid field. */
  public Problem at(String field, String problem) {
    return at(List.of(new Violation(field, problem)));
  }

  /** Returns this problem with the URI of this occurrence. */
  public Problem as(String uri) {
    return new Problem(type, title, status, detail, uri, errors);
  }

  /** Returns the response with this problem; 429 and 503 have {@code Retry-After}. */
  public HttpResponse response() {
    HttpResponse response = HttpResponse.create().withStatus(status).withEntity(entity());
    return OVERLOADED.contains(status)
        ? response.addHeader(RawHeader.create("Retry-After", RETRY_AFTER_SECONDS))
        : response;
  }

  HttpEntity.Strict entity() {
    return HttpEntities.create((ContentType.NonBinary) CONTENT_TYPE, json());
  }

  private String json() {
    try {
      return WRITER.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a problem is always JSON", e);
    }
  }
}
