package io.switchboard.domain;

import io.switchboard.domain.account.Account;
import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.account.AgentPreference;
import io.switchboard.domain.account.CapacityMode;
import io.switchboard.domain.account.Condition;
import io.switchboard.domain.account.Credit;
import io.switchboard.domain.account.OfferMode;
import io.switchboard.domain.account.OfferSettings;
import io.switchboard.domain.account.ResponseTime;
import io.switchboard.domain.account.SkillRule;
import io.switchboard.domain.account.SkillWithoutAgents;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Vocabulary for descriptions of a contact centre. Skills of agents need no description, and an
 * agent takes one conversation at a time unless {@link #capacity} or {@link AgentDraft#max} is
 * given.
 */
public final class Centre {
  private Centre() {}

  /** A duration, or a time since the centre opened: {@code 2h}, {@code 1m30s}, {@code 0.1s}. */
  public static Duration time(String text) {
    return Duration.parse("PT" + text);
  }

  /** The policy of the described account. */
  public static AccountPolicy account(Part... parts) {
    return AccountPolicy.of(document(parts));
  }

  /** The document of the described account. */
  public static Account document(Part... parts) {
    AccountDraft draft = new AccountDraft();
    Stream.of(parts).forEach(part -> part.addTo(draft));
    return draft.account();
  }

  public static SkillDraft skill(String id) {
    return new SkillDraft(id);
  }

  public static AgentDraft agent(String id, String... skills) {
    return new AgentDraft(
        id, List.of(skills), Optional.empty(), Optional.empty(), Optional.empty());
  }

  public static ConversationDraft conversation(String id) {
    return new ConversationDraft(id);
  }

  // --- settings ---

  public static Part preferences(AgentPreference... inOrder) {
    return draft -> draft.preferences = Optional.of(List.of(inOrder));
  }

  public static Part capacity(int maxConversations) {
    return draft -> draft.maxConversations = maxConversations;
  }

  public static Part dynamicCapacity() {
    return draft -> draft.capacityMode = CapacityMode.DYNAMIC;
  }

  /**
   * Sets the offer timeout, and the number of missed offers in a row that sets an agent away, 0 for
   * none.
   */
  public static Part rings(String timeout, int missedBeforeAway) {
    return draft ->
        draft.offers =
            Optional.of(
                new OfferSettings(
                    Optional.of(OfferMode.RING),
                    Optional.of(time(timeout)),
                    Optional.of(missedBeforeAway)));
  }

  /** Sets auto-accept. */
  public static Part acceptsAutomatically() {
    return draft ->
        draft.offers =
            Optional.of(
                new OfferSettings(
                    Optional.of(OfferMode.AUTO_ACCEPT), Optional.empty(), Optional.empty()));
  }

  public static Part returnsWhenOffline(String duration) {
    return draft -> draft.returnWhenOffline = Optional.of(time(duration));
  }

  public static Part closesSilent(String duration) {
    return draft -> draft.autoClose = Optional.of(time(duration));
  }

  public static Part defaultSkill(String skill) {
    return draft -> draft.defaultSkill = Optional.of(skill);
  }

  public static Part fallbackSkill(String skill) {
    return draft -> draft.fallbackSkill = Optional.of(skill);
  }

  public static Part skillsWithoutAgents(SkillWithoutAgents choice) {
    return draft -> draft.skillWithoutAgents = Optional.of(choice);
  }

  public static Part responseTimes(String byDefault, String firstTime, String urgent) {
    return draft ->
        draft.responseTime =
            new ResponseTime(
                Optional.of(time(byDefault)),
                Optional.of(time(firstTime)),
                Optional.of(time(urgent)));
  }

  public static Part credit(String duration, Condition when) {
    return draft -> draft.credits.add(new Credit(when, time(duration)));
  }

  public static Part rule(String skill, Condition when) {
    return draft -> draft.skillRules.add(new SkillRule(when, skill));
  }

  // --- conditions ---

  /** A condition: the attribute has one of these values. */
  public static Condition attribute(String name, String... values) {
    return attributes(Map.of(name, List.of(values)));
  }

  public static Condition attributes(Map<String, List<String>> wanted) {
    return condition(wanted, List.of(), List.of(), null, null, null, null);
  }

  public static Condition inSkill(String skill) {
    return condition(Map.of(), List.of(skill), List.of(), null, null, null, null);
  }

  public static Condition onChannel(String channel) {
    return condition(Map.of(), List.of(), List.of(channel), null, null, null, null);
  }

  public static Condition urgent() {
    return condition(Map.of(), List.of(), List.of(), true, null, null, null);
  }

  public static Condition firstTime() {
    return condition(Map.of(), List.of(), List.of(), null, true, null, null);
  }

  public static Condition returned() {
    return condition(Map.of(), List.of(), List.of(), null, null, true, null);
  }

  public static Condition transferred(int atLeast) {
    return condition(Map.of(), List.of(), List.of(), null, null, null, atLeast);
  }

  private static Condition condition(
      Map<String, List<String>> attributes,
      List<String> skills,
      List<String> channels,
      Boolean urgent,
      Boolean firstTime,
      Boolean returned,
      Integer minTransfers) {
    return new Condition(
        attributes,
        skills,
        channels,
        Optional.ofNullable(urgent),
        Optional.ofNullable(firstTime),
        Optional.ofNullable(returned),
        Optional.ofNullable(minTransfers));
  }
}
