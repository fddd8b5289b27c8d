package io.switchboard.http;

import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import io.switchboard.domain.account.Violation;
import io.switchboard.domain.protocol.Reply;
import io.switchboard.domain.protocol.Reply.Refused;
import io.switchboard.http.problem.Problem;
import io.switchboard.http.problem.ProblemMapper;
import io.switchboard.http.problem.RequestRefusedException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Mapping of the replies of entities to HTTP responses. */
final class ReplyMapper {
  private static final Pattern FIELD = Pattern.compile("([A-Za-z]+): (.*)", Pattern.DOTALL);

  private ReplyMapper() {}

  /**
   * Casts a reply to the expected type.
   *
   * @throws RequestRefusedException when the entity refused
   */
  static <R extends Reply> R as(Class<R> type, Reply reply) {
    if (reply instanceof Refused refused) {
      throw new RequestRefusedException(refused.detail(), response(refused));
    }
    return type.cast(reply);
  }

  private static HttpResponse response(Refused refused) {
    return switch (refused.reason()) {
      case NOT_FOUND -> Problem.of(StatusCodes.NOT_FOUND, refused.detail()).response();
      case CONFLICT -> Problem.of(StatusCodes.CONFLICT, refused.detail()).response();
      case INVALID -> invalid(refused.detail()).response();
      case BUSY ->
          Problem.of(StatusCodes.SERVICE_UNAVAILABLE, refused.detail())
              .response(ProblemMapper.RETRY_AFTER);
    };
  }

  private static Problem invalid(String detail) {
    Matcher field = FIELD.matcher(detail);
    return field.matches()
        ? unusable("$." + field.group(1), field.group(2))
        : Problem.of(StatusCodes.UNPROCESSABLE_CONTENT, detail);
  }

  /**
   * Returns a 422 for a member of the body that names something which does not exist or is not
   * permitted.
   */
  static Problem unusable(String field, String detail) {
    return Problem.of(StatusCodes.UNPROCESSABLE_CONTENT, "The request names what cannot be used.")
        .at(List.of(new Violation(field, detail)));
  }
}
