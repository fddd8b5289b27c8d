package io.switchboard.simulation.report;

import static io.switchboard.simulation.report.WaitStatistics.seconds;
import static java.util.stream.Collectors.joining;

import io.switchboard.domain.dispatch.Cases;
import io.switchboard.domain.routing.DueTime;
import io.switchboard.domain.routing.Explanation;
import io.switchboard.domain.routing.Occasion;
import io.switchboard.domain.routing.Remedy;
import io.switchboard.domain.routing.Verdict;
import io.switchboard.simulation.SimulationResult.Explained;
import io.switchboard.simulation.report.TextTable.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Text of the explanation of a decision. */
public final class ExplanationText {
  private static final Cases<Void, Verdict, String> VERDICTS =
      Cases.<Void, Verdict, String>of(Verdict.class)
          .when(Verdict.Chosen.class, chosen -> "chosen")
          .when(Verdict.LessPreferred.class, less -> "less preferred: " + preference(less))
          .when(Verdict.Excluded.class, excluded -> "excluded: " + words(excluded.rule()))
          .complete();

  private static String preference(Verdict.LessPreferred less) {
    return less.decidedBy().map(ExplanationText::words).orElse("agent id");
  }

  private static final int MOST_NAMED = 6;

  private ExplanationText() {}

  /** Several lines: the decision, its due time, and the agents who were compared. */
  public static String of(Explained explained) {
    Explanation explanation = explained.explanation();
    return System.lineSeparator()
        + outcome(explained)
        + due(explanation.due())
        + rivals(explanation)
        + remedies(explanation)
        + candidates(explanation).text()
        + leftOut(explanation);
  }

  private static String outcome(Explained explained) {
    Explanation explanation = explained.explanation();
    String fate =
        explanation
            .agent()
            .map(agent -> "goes to " + agent + ", " + occasion(explanation.occasion()))
            .orElseGet(() -> "waits at position " + explanation.position());
    return line(
        "%.3f s: %s in %s (%s) %s",
        seconds(explained.at()),
        explained.conversation(),
        explanation.skill(),
        words(explanation.skillReason()),
        fate);
  }

  private static String occasion(Optional<Occasion> occasion) {
    return occasion.filter(Occasion.WORK_SEARCH::equals).isPresent()
        ? "who gained capacity"
        : "found for it";
  }

  private static String due(DueTime due) {
    String credits =
        due.credits().stream()
            .map(credit -> String.format(Locale.ROOT, " - %s credit", credit.credit()))
            .collect(joining());
    return line(
        "  due at %.3f s: entered at %.3f s + %.0f s response time%s",
        seconds(due.dueAt()), seconds(due.enteredAt()), seconds(due.responseTime()), credits);
  }

  private static String rivals(Explanation explanation) {
    return explanation.rivals().stream()
        .map(
            rival ->
                line(
                    "  first in %s: %s, due at %.3f s",
                    rival.skill(), rival.conversation(), seconds(rival.dueAt())))
        .collect(joining());
  }

  private static String remedies(Explanation explanation) {
    return explanation.remedies().stream()
        .map(remedy -> line("  would be placed when %s", remedy(remedy)))
        .collect(joining());
  }

  private static String remedy(Remedy remedy) {
    return switch (remedy.kind()) {
      case AGENT_IS_ADDED -> "an agent is given the skill";
      case AGENT_COMES_ONLINE -> oneOf(remedy) + " comes online";
      case FALLBACK_COMES_ONLINE -> oneOf(remedy) + " comes online for the fallback skill";
      case AGENT_GAINS_CAPACITY -> oneOf(remedy) + " gains capacity";
      case OPENS_TO_ALL ->
          String.format(
              Locale.ROOT, "it opens to all agents at %.3f s", seconds(remedy.at().orElseThrow()));
      case EXCLUSION_ENDS -> "only agents who refused it are left";
    };
  }

  private static String oneOf(Remedy remedy) {
    List<String> agents = remedy.agents();
    String named = agents.stream().limit(MOST_NAMED).collect(joining(", "));
    int more = agents.size() - MOST_NAMED;
    return (agents.size() > 1 ? "one of " : "")
        + named
        + (more > 0 ? " and " + more + " more" : "");
  }

  private static TextTable candidates(Explanation explanation) {
    List<List<String>> rows = new ArrayList<>();
    for (Explanation.Candidate candidate : explanation.candidates()) {
      rows.add(List.of("", candidate.agent(), VERDICTS.apply(candidate.verdict())));
    }
    return new TextTable(
        List.of(Column.name(""), Column.name("candidate"), Column.name("verdict")), rows);
  }

  private static String leftOut(Explanation explanation) {
    int more = explanation.agentCount() - explanation.candidates().size();
    return more > 0 ? line("  agents not listed: %d", more) : "";
  }

  private static String words(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String line(String format, Object... values) {
    return String.format(Locale.ROOT, format + "%n", values);
  }
}
