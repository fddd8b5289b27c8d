package io.switchboard.domain.protocol;

/** How an agent refused a ringing offer (routing rules, section 3.2). */
public enum Refusal {
  DECLINED,
  MISSED
}
