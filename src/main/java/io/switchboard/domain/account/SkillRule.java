package io.switchboard.domain.account;

/** Maps conversations to a skill; the first rule that matches wins (routing rules, section 2). */
public record SkillRule(Condition when, String skill) {}
