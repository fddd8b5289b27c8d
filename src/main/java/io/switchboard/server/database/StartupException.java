package io.switchboard.server.database;

import java.util.regex.Pattern;

/** Why a node does not start; the message is one sentence for whoever started it. */
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
   * The first line of the innermost message of a failure: what a library found in the end. Drivers
   * may name the whole address of a database; passwords in it are left out.
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
