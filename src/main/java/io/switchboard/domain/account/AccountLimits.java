package io.switchboard.domain.account;

import java.math.BigDecimal;
import java.time.Duration;

/** Size limits of an account's document; lengths in UTF-16 characters unless stated otherwise. */
public final class AccountLimits {
  /** Length of the whole document as JSON in UTF-8, in bytes. */
  public static final int DOCUMENT_BYTES = 8 * 1024 * 1024;

  public static final int ID_LENGTH = 64;
  public static final int NAME_LENGTH = 200;
  public static final int CHANNEL_LENGTH = 200;
  public static final int ATTRIBUTE_LENGTH = 256;

  public static final int SKILLS = 1_000;
  public static final int AGENT_GROUPS = 1_000;

  /**
   * A queue that starts sends a request to each of its agents, and the queue of {@code -1} to all
   * agents. More agents would keep a node from serving other accounts meanwhile.
   */
  public static final int AGENTS = 1_000;

  public static final int SKILLS_PER_AGENT = 200;

  /**
   * Sum of the agents' numbers of skills. A node that starts all queues of the account sends one
   * request for each.
   */
  public static final int AGENT_SKILLS = 20_000;

  public static final int SHARES_PER_TIER = 100;
  public static final int RULES = 1_000;
  public static final int ATTRIBUTES_PER_CONDITION = 100;
  public static final int VALUES_PER_ATTRIBUTE = 1_000;
  public static final int CHANNELS_PER_CONDITION = 100;

  public static final ValueRange<Integer> PERCENT = ValueRange.ofWhole("a percentage", 1, 100);
  public static final ValueRange<Integer> MAX_CONVERSATIONS =
      ValueRange.ofWhole("a maximum of conversations", 0, 1_000);
  public static final ValueRange<Integer> MISSED_BEFORE_AWAY =
      ValueRange.ofWhole("a number of missed offers", 0, 100);
  public static final ValueRange<Integer> MIN_TRANSFERS =
      ValueRange.ofWhole("a number of transfers", 0, 1_000);

  public static final ValueRange<BigDecimal> ACTIVE_WEIGHT =
      ValueRange.ofNumbers("an active weight", "0.001", "100");
  public static final ValueRange<BigDecimal> INACTIVE_WEIGHT =
      ValueRange.ofNumbers("an inactive weight", "0", "100");
  public static final ValueRange<BigDecimal> OVERDRAFT =
      ValueRange.ofNumbers("an overdraft", "0", "100");

  private static final Duration LONGEST = Duration.ofDays(3_650);
  public static final ValueRange<Duration> RESPONSE_TIME =
      ValueRange.ofDurations("a response time", Duration.ZERO, LONGEST);
  public static final ValueRange<Duration> WAITING_TIME =
      ValueRange.ofDurations("a waiting time", Duration.ZERO, LONGEST);

  /** Excludes zero, which reads as "off" but would close every conversation. */
  public static final ValueRange<Duration> AUTO_CLOSE =
      ValueRange.ofDurations("a silence before closing", Duration.ofSeconds(1), LONGEST);

  /** Excludes shorter times, in which late messages may still need a closed conversation. */
  public static final ValueRange<Duration> CLOSED_CONVERSATIONS =
      ValueRange.ofDurations("a retention time", Duration.ofHours(1), LONGEST);

  public static final ValueRange<Duration> OFFER_TIMEOUT =
      ValueRange.ofDurations("an offer's timeout", Duration.ofSeconds(1), Duration.ofHours(1));
  public static final ValueRange<Duration> CREDIT =
      new ValueRange<>(
          "a credit is a duration longer than PT0S and at most " + DurationText.of(LONGEST),
          Duration.ofNanos(1),
          LONGEST);

  private AccountLimits() {}
}
