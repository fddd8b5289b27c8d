package io.switchboard.domain;

import io.switchboard.Records;
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
    return draft -> draft.set("agentPreferences", List.of(inOrder));
  }

  public static Part capacity(int maxConversations) {
    return draft -> draft.setCapacity("maxConversations", maxConversations);
  }

  public static Part dynamicCapacity() {
    return draft -> draft.setCapacity("mode", CapacityMode.DYNAMIC);
  }

  /**
   * Sets the offer timeout, and the number of missed offers in a row that sets an agent away, 0 for
   * none.
   */
  public static Part rings(String timeout, int missedBeforeAway) {
    OfferSettings offers =
        new OfferSettings(
            Optional.of(OfferMode.RING), Optional.of(time(timeout)), Optional.of(missedBeforeAway));
    return draft -> draft.set("offers", offers);
  }

  /** Sets auto-accept. */
  public static Part acceptsAutomatically() {
    OfferSettings offers = Records.of(OfferSettings.class, "mode", OfferMode.AUTO_ACCEPT);
    return draft -> draft.set("offers", offers);
  }

  public static Part returnsWhenOffline(String duration) {
    return draft -> draft.set("returnWhenOffline", time(duration));
  }

  public static Part closesSilent(String duration) {
    return draft -> draft.set("autoClose", time(duration));
  }

  public static Part defaultSkill(String skill) {
    return draft -> draft.set("defaultSkill", skill);
  }

  public static Part fallbackSkill(String skill) {
    return draft -> draft.set("fallbackSkill", skill);
  }

  public static Part skillsWithoutAgents(SkillWithoutAgents choice) {
    return draft -> draft.set("skillWithoutAgents", choice);
  }

  public static Part responseTimes(String byDefault, String firstTime, String urgent) {
    ResponseTime times =
        new ResponseTime(
            Optional.of(time(byDefault)), Optional.of(time(firstTime)), Optional.of(time(urgent)));
    return draft -> draft.set("responseTime", times);
  }

  public static Part credit(String duration, Condition when) {
    return draft -> draft.add(new Credit(when, time(duration)));
  }

  public static Part rule(String skill, Condition when) {
    return draft -> draft.add(new SkillRule(when, skill));
  }

  // --- conditions ---

  /** A condition: the attribute has one of these values. */
  public static Condition attribute(String name, String... values) {
    return attributes(Map.of(name, List.of(values)));
  }

  public static Condition attributes(Map<String, List<String>> wanted) {
    return condition("attributes", wanted);
  }

  public static Condition inSkill(String skill) {
    return condition("skills", List.of(skill));
  }

  public static Condition onChannel(String channel) {
    return condition("channels", List.of(channel));
  }

  public static Condition urgent() {
    return condition("urgent", true);
  }

  public static Condition firstTime() {
    return condition("firstTime", true);
  }

  public static Condition returned() {
    return condition("returned", true);
  }

  public static Condition transferred(int atLeast) {
    return condition("minTransfers", atLeast);
  }

  private static Condition condition(String member, Object value) {
    return Records.of(Condition.class, member, value);
  }
}
