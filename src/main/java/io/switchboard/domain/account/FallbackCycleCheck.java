package io.switchboard.domain.account;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Finds cycles of fallbacks. Each skill has at most one fallback, so cycles share no skill. One
 * walk from each skill, which ends at the first skill that any walk has visited, finds each cycle
 * once.
 */
final class FallbackCycleCheck {
  private static final int LONGEST_CHAIN = 20;

  private final DocumentPath skills;
  private final Map<String, Integer> indexes = new LinkedHashMap<>();
  private final Map<String, String> fallbacks = new HashMap<>();
  private final Map<String, String> walks = new HashMap<>();

  private FallbackCycleCheck(Account account, DocumentPath skills) {
    this.skills = skills;
    Optional<String> shared = account.settings().flatMap(AccountSettings::fallbackSkill);
    IntStream.range(0, account.skills().size())
        .forEach(i -> indexes.putIfAbsent(account.skills().get(i).id(), i));
    indexes.forEach(
        (id, i) ->
            account
                .skills()
                .get(i)
                .fallbackSkill()
                .or(() -> shared.filter(fallback -> !fallback.equals(id)))
                .ifPresent(fallback -> fallbacks.put(id, fallback)));
  }

  static void check(Account account, DocumentPath skills) {
    FallbackCycleCheck cycles = new FallbackCycleCheck(account, skills);
    for (String start : cycles.indexes.keySet()) {
      cycles.walk(start).ifPresent(met -> cycles.report(account, met));
    }
  }

  /** Follows fallbacks to their end or a visited skill; returns it if it closes a cycle. */
  private Optional<String> walk(String start) {
    String skill = start;
    while (indexes.containsKey(skill) && !walks.containsKey(skill)) {
      walks.put(skill, start);
      skill = fallbacks.get(skill);
    }
    return Optional.ofNullable(skill).filter(met -> start.equals(walks.get(met)));
  }

  private void report(Account account, String met) {
    List<String> cycle = from(met);
    String first =
        cycle.stream()
            .filter(id -> account.skills().get(indexes.get(id)).fallbackSkill().isPresent())
            .min((a, b) -> Integer.compare(indexes.get(a), indexes.get(b)))
            .orElse(met);
    skills
        .element(indexes.get(first))
        .member("fallbackSkill")
        .violation(
            "closes a cycle of fallbacks, %s; remove one of them".formatted(chain(from(first))));
  }

  private List<String> from(String start) {
    List<String> cycle = new ArrayList<>(List.of(start));
    for (String id = fallbacks.get(start); !id.equals(start); id = fallbacks.get(id)) {
      cycle.add(id);
    }
    return cycle;
  }

  private static String chain(List<String> cycle) {
    Stream<String> shown = cycle.stream().limit(LONGEST_CHAIN).map(Violation::shorten);
    Stream<String> rest =
        cycle.size() > LONGEST_CHAIN
            ? Stream.of("(%d more)".formatted(cycle.size() - LONGEST_CHAIN))
            : Stream.empty();
    return Stream.of(shown, rest, Stream.of(Violation.shorten(cycle.get(0))))
        .flatMap(part -> part)
        .collect(joining(" -> "));
  }
}
