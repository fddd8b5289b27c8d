package io.switchboard.server.database;

import java.util.regex.Pattern;

/** Reason why a node does not start; the message is one sentence for the operator. */
public final class StartupException extends Exception {
  private static final long serialVersionUID = 1L;
  private static final Pattern SECRET =
      Pattern.compile("((?i:password)=)[^&;\\s]*|(://[^/\\s:@]*:)[^/\\s@]*(?=@)");

  public StartupException(String sentence) {
    super(sentence);
  }

  public StartupException(String sentence, Throwable cause) {
    super(sentence, cause);
  }

  /**
   * Returns the first line of the innermost message of a failure, which is the root cause that a
   * library reports. Drivers may include the whole URL of a database; passwords in it are masked.
   */
  public static String reason(Throwable failure) {
    String reason = failure.toString();
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at.getMessage() != null && !at.getMessage().isBlank()) {
        reason = at.getMessage();
      }
    }
    return SECRET.matcher(reason.lines().findFirst().orElse(reason).strip()).replaceAll("$1$2***");
  }
}
