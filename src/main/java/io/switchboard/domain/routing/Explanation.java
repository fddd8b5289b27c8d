package io.switchboard.domain.routing;

import io.switchboard.domain.routing.Verdict.Rule;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The reasons of a routing decision: the values that were compared when it was made (routing rules,
 * section 7, I8).
 *
 * @param skill the skill in whose queue the conversation waited
 * @param skillReason the rule that chose this skill
 * @param due the due time that determined its position
 * @param group the group to which it was allotted; empty when the skill does not distribute
 * @param position the position in the queue from 1; 0 when it does not wait
 * @param agent the agent to whom it was offered; empty while it waits
 * @param occasion the kind of search that led to the offer; empty while it waits
 * @param agentCount how many agents have the skill
 * @param excluded how many of these agents were excluded by their configuration ({@link
 *     Rule#DISABLED}, {@link Rule#OUTSIDE_DISTRIBUTION}), presence, capacity or work search. All
 *     other agents were ready. The rules that depend on the conversation are not counted: only
 *     {@code candidates} has them
 * @param candidates agents who have the skill, at most {@link #MOST_CANDIDATES}: first the agent
 *     who got it and the latest agents who had the consumer before, together at most half of the
 *     list, then the ready agents in the order of preference, then the others
 * @param rivals after a work search: the most urgent conversation of each of the agent's queues,
 *     the most urgent of all first, at most {@link #MOST_CANDIDATES}
 * @param remedies while it waits: the changes that would end the wait
 */
public record Explanation(
    String skill,
    SkillChoice.Reason skillReason,
    DueTime due,
    Optional<String> group,
    int position,
    Optional<String> agent,
    Optional<Occasion> occasion,
    int agentCount,
    Map<Rule, Integer> excluded,
    List<Candidate> candidates,
    List<Rival> rivals,
    List<Remedy> remedies) {

  /** How many agents an explanation names at most, as candidates or as a remedy. */
  public static final int MOST_CANDIDATES = 10;

  public Explanation {
    excluded = Collections.unmodifiableMap(new TreeMap<>(excluded));
    candidates = List.copyOf(candidates);
    rivals = List.copyOf(rivals);
    remedies = List.copyOf(remedies);
  }

  /** One agent, and why the agent got the conversation or not. */
  public record Candidate(String agent, Verdict verdict) {}

  /** The most urgent conversation of a queue. */
  public record Rival(String skill, String conversation, long dueAt) {}
}
