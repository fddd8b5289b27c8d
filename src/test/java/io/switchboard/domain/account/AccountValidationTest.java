package io.switchboard.domain.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class AccountValidationTest {

  @Property
  void aValidAccountHasNoViolations(@ForAll("accounts") Account account) {
    assertThat(AccountValidation.violations(account)).isEmpty();
  }

  @Property
  void anAccountWithoutViolationsHasAPolicy(@ForAll("accounts") Account account) {
    assertThat(AccountPolicy.of(account).skills()).hasSize(account.skills().size() + 1);
  }

  @Test
  void anAccountWithoutMembersHasNoViolations() {
    assertThat(AccountValidation.violations(account(List.of(), List.of()))).isEmpty();
  }

  @Test
  void allViolationsAreFoundAtOnce() {
    Account account =
        account(
            List.of(Skill.of("-1"), Skill.of("a b"), Skill.of("c"), Skill.of("c")),
            List.of(new AgentGroup("", Optional.empty())));

    assertThat(AccountValidation.violations(account))
        .extracting(Violation::path)
        .containsExactly(
            "$.skills[3].id", "$.skills[0].id", "$.skills[1].id", "$.agentGroups[0].id");
  }

  @Provide
  Arbitrary<Account> accounts() {
    return ValidAccounts.any();
  }

  private static Account account(List<Skill> skills, List<AgentGroup> groups) {
    return new Account(Optional.empty(), Optional.empty(), skills, groups, List.of());
  }
}
