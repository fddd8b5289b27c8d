package io.switchboard.http.request;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.RawHeader;
import io.switchboard.domain.account.Violation;
import io.switchboard.domain.account.configuration.Precondition;
import io.switchboard.http.problem.Problem;
import io.switchboard.http.problem.RequestRefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Revision as an HTTP ETag: a number in quotes. */
public final class RevisionTag {
  private static final Pattern TAG = Pattern.compile("\\s*(W/)?\"([^\"]*)\"\\s*(,|$)");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

  private RevisionTag() {}

  /** Returns the {@code ETag} header of a revision. */
  public static HttpHeader tag(long revision) {
    return RawHeader.create("ETag", "\"" + revision + "\"");
  }

  /** Reads {@code If-Match}; 400 if malformed. A tag not issued here matches no revision. */
  public static Precondition precondition(HttpRequest request) {
    return request
        .getHeader("If-Match")
        .map(header -> precondition(header.value().strip()))
        .orElseGet(Precondition.None::new);
  }

  private static Precondition precondition(String tags) {
    if (tags.equals("*")) {
      return new Precondition.Any();
    }
    List<Long> revisions = new ArrayList<>();
    Matcher tag = TAG.matcher(tags);
    int end = 0;
    while (end < tags.length() && tag.find() && tag.start() == end) {
      boolean strong = tag.group(1) == null;
      if (strong && NUMBER.matcher(tag.group(2)).matches()) {
        revisions.add(Long.parseLong(tag.group(2)));
      }
      end = tag.end();
    }
    if (end == 0 || end < tags.length()) {
      throw new RequestRefusedException(
          Problem.of(StatusCodes.BAD_REQUEST, "A header is invalid.")
              .at(
                  "If-Match",
                  "is %s; expected an ETag in quotes, or *".formatted(Violation.quote(tags))));
    }
    return new Precondition.OneOf(revisions);
  }
}
