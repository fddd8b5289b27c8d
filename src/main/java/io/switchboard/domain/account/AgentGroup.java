package io.switchboard.domain.account;

import java.util.Optional;

/** A team, department or vendor. */
public record AgentGroup(String id, Optional<String> name) {}
