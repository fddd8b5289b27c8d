package io.switchboard.domain.account;

/** A group's share of its tier: a whole number of percent from 1 to 100. */
public record GroupShare(String group, int percent) {}
