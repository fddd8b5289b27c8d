package io.switchboard.domain.account;

/** A group's share of its tier, in whole percent from 1 to 100. */
public record GroupShare(String group, int percent) {}
