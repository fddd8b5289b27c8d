package io.switchboard.domain.protocol;

/** How an agent did not take a conversation that rang (routing rules, section 3.2). */
public enum Refusal {
  DECLINED,
  MISSED
}
