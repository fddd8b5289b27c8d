package io.switchboard.domain.account;

/**
 * How the conversations of a skill weigh under dynamic capacity (routing rules, section 3.1), in
 * thousandths of a conversation and in nanoseconds.
 */
public record DynamicWeights(
    long activeWeight,
    long inactiveWeight,
    long inactiveAfter,
    long slowReplyAfter,
    long overdraft) {

  /** Thousandths in one whole conversation. */
  public static final long ONE = 1_000;
}
