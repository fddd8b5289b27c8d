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
 * What is wrong with a request, or with us, as RFC 9457 has it.
 *
 * @param type a URI that names the kind of problem; {@code about:blank} when the status says it all
 * @param title the kind of problem in a few words, the same every time
 * @param status the HTTP status
 * @param detail what is wrong this time and what would be right; null when the title says it all
 * @param instance a URI that names this one occurrence; null when there is no more to find out
 * @param errors the fields that are wrong, each with what would be right
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
    String type,
    String title,
    int status,
    String detail,
    String instance,
    List<FieldError> errors) {

  /** The media type of every error. */
  public static final ContentType.WithFixedCharset CONTENT_TYPE =
      ContentTypes.create(
          MediaTypes.customWithFixedCharset(
              "application", "problem+json", HttpCharsets.UTF_8, Map.of(), false));

  private static final ObjectWriter WRITER = JsonMapper.builder().build().writer();

  public Problem {
    errors = List.copyOf(errors);
  }

  /**
   * One field that is wrong.
   *
   * @param field where, such as {@code $.skills[1].name} in a body, or the name of a parameter
   * @param detail what is wrong and what would be right
   */
  public record FieldError(String field, String detail) {}

  /** A problem that its status and one sentence say. */
  public static Problem of(StatusCode status, String detail) {
    return new Problem("about:blank", status.reason(), status.intValue(), detail, null, List.of());
  }

  /** The same problem, with the place of each violation. */
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

  /** The same problem, with the URI of this occurrence. */
  public Problem as(String uri) {
    return new Problem(type, title, status, detail, uri, errors);
  }

  /** The answer that tells it. */
  public HttpResponse response() {
    return HttpResponse.create().withStatus(status).withEntity(entity());
  }

  /** The answer that tells it and when to try again. */
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
