package io.switchboard.domain.account;

/** Assigns conversations to a skill; the first matching rule applies (routing rules, section 2). */
public record SkillRule(Condition when, String skill) {}
