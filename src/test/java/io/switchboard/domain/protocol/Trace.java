package io.switchboard.domain.protocol;

import io.switchboard.domain.statemachine.Outcome;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;

/** The last steps of a schedule, for descriptions of failures. */
final class Trace {
  private static final int STEPS = Integer.getInteger("protocol.trace", 40);
  private static final int WIDTH = 900;
  private static final Pattern NOISE =
      Pattern.compile("reasons=Optional\\[Explanation\\[.*?remedies=\\[[^]]*\\]\\]\\]|Optional");

  private record Step(long now, Object at, String what, Object told, Outcome<Object> outcome) {}

  private final Deque<Step> steps = new ArrayDeque<>();

  void add(long now, Object at, String what, Object told, Outcome<Object> outcome) {
    steps.add(new Step(now, at, what, told, outcome));
    if (steps.size() > STEPS) {
      steps.remove();
    }
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Step step : steps) {
      text.append(
          "%n%,.3fs %s %s %s"
              .formatted(step.now() / 1e9, step.at(), step.what(), brief(step.told())));
      lines(text, " !", step.outcome().events());
      lines(text, " >", step.outcome().envelopes());
    }
    return text.toString();
  }

  private static void lines(StringBuilder text, String mark, List<?> all) {
    all.forEach(one -> text.append("%n     %s %s".formatted(mark, brief(one))));
  }

  private static String brief(Object value) {
    String text = NOISE.matcher(String.valueOf(value)).replaceAll("");
    return text.length() > WIDTH ? text.substring(0, WIDTH) + "..." : text;
  }
}
