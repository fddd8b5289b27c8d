package io.switchboard.http.view;

import io.switchboard.domain.distribution.Ledger;
import java.util.List;
import java.util.Optional;

/** Distribution of a skill, with the totals of each group, primary groups first. */
public record DistributionView(String skill, boolean enabled, List<Ledger.GroupTotals> groups) {

  public static DistributionView of(String skill, Optional<Ledger> ledger) {
    return new DistributionView(
        skill, ledger.isPresent(), ledger.map(Ledger::groups).orElse(List.of()));
  }
}
