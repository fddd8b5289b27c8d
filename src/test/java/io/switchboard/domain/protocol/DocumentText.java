package io.switchboard.domain.protocol;

import io.switchboard.domain.account.Account;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A document as a short text, for descriptions of failures. */
final class DocumentText {
  private static final Pattern NOISE =
      Pattern.compile("Optional\\[([^\\[\\]]*)\\]|\\w+=Optional\\.empty(, )?|\\w+=\\[\\](, )?");

  private DocumentText() {}

  /** Each skill, agent and setting on its own line. */
  static String of(Account account) {
    return "\n  " + String.join("\n  ", lines(account));
  }

  /** The differences of a changed document. */
  static String difference(Account before, Account after) {
    List<String> added = lines(after);
    added.removeAll(lines(before));
    List<String> gone = lines(before);
    gone.removeAll(lines(after));
    return "from " + gone + " to " + added;
  }

  private static List<String> lines(Account account) {
    List<Object> parts = new ArrayList<>();
    account.settings().ifPresent(parts::add);
    parts.addAll(account.skills());
    parts.addAll(account.agents());
    List<String> lines = new ArrayList<>();
    parts.forEach(part -> lines.add(brief(String.valueOf(part))));
    return lines;
  }

  private static String brief(String text) {
    String shorter = text;
    String before;
    do {
      before = shorter;
      shorter = NOISE.matcher(shorter).replaceAll("$1");
    } while (!shorter.equals(before));
    return shorter.replace(", ]", "]");
  }
}
