package io.switchboard.domain.account;

/** Weights under dynamic capacity (routing rules, section 3.1), in thousandths and nanoseconds. */
public record DynamicWeights(
    long activeWeight,
    long inactiveWeight,
    long inactiveAfter,
    long slowReplyAfter,
    long overdraft) {

  /** The thousandths of one conversation. */
  public static final long ONE = 1_000;
}
