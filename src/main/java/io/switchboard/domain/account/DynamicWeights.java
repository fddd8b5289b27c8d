package io.switchboard.domain.account;

/**
 * The weights of a skill's conversations under dynamic capacity (routing rules, section 3.1), in
 * thousandths of a conversation and in nanoseconds.
 */
public record DynamicWeights(
    long activeWeight,
    long inactiveWeight,
    long inactiveAfter,
    long slowReplyAfter,
    long overdraft) {

  /** The thousandths of one conversation. */
  public static final long ONE = 1_000;
}
