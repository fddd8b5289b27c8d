package io.switchboard.http.view;

import io.switchboard.domain.distribution.Ledger;
import java.util.List;
import java.util.Optional;

/**
 * How a skill's conversations were shared between agent groups.
 *
 * @param enabled whether they are shared
 * @param groups primary ones first; none when they are not shared
 */
public record DistributionView(String skill, boolean enabled, List<Ledger.GroupTotals> groups) {

  public static DistributionView of(String skill, Optional<Ledger> ledger) {
    return new DistributionView(
        skill, ledger.isPresent(), ledger.map(Ledger::groups).orElse(List.of()));
  }
}
