package io.switchboard.domain.account;

import java.util.Optional;

/** A department or vendor to which agents belong. */
public record AgentGroup(String id, Optional<String> name) {}
