package io.switchboard.http.problem;

import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpCharsets;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpEntity;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaTypes;
import akka.http.javadsl.model.StatusCode;
import akka.http.javadsl.model.headers.RawHeader;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.switchboard.domain.account.Violation;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Error response in the format of RFC 9457.
 *
 * @param type a URI that identifies the kind of problem; {@code about:blank} when the status is
 *     enough
 * @param title the kind of problem in a few words, always the same
 * @param status the HTTP status
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

  private static final ObjectWriter WRITER = JsonMapper.builder().build().writer();

  public Problem {
    errors = List.copyOf(errors);
  }

  /**
   * One invalid field.
   *
   * @param field its path, such as {@code $.skills[1].name} in a body, or the name of a parameter
   * @param detail what is wrong and what would be valid
   */
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

  /** Returns this problem with the URI of this occurrence. */
  public Problem as(String uri) {
    return new Problem(type, title, status, detail, uri, errors);
  }

  /** Returns the response with this problem. */
  public HttpResponse response() {
    return HttpResponse.create().withStatus(status).withEntity(entity());
  }

  /** Returns the response with this problem and {@code Retry-After}. */
  public HttpResponse response(Duration retryAfter) {
    return response().addHeader(RawHeader.create("Retry-After", "" + retryAfter.toSeconds()));
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
