package io.switchboard.domain.account;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Finds all violations in an account's document. */
public final class AccountValidation {
  private final Account account;
  private final ReferenceCheck references;
  private final DocumentPath root;

  private AccountValidation(Account account, DocumentPath root) {
    this.account = account;
    this.references = new ReferenceCheck(account);
    this.root = root;
  }

  /**
   * All violations, section by section, cycles of fallbacks last; empty when the document is valid.
   * After {@link DocumentPath#MOST_VIOLATIONS} violations, one more states that there are others.
   */
  public static List<Violation> violations(Account account) {
    List<Violation> found = new ArrayList<>();
    new AccountValidation(account, DocumentPath.root(found)).check();
    return List.copyOf(found);
  }

  /** The violation of a document above the length limit, unless it is shorter than before. */
  public static Optional<Violation> tooLong(Account document, Account before) {
    long length = DocumentLength.of(document);
    return length <= AccountLimits.DOCUMENT_BYTES || length <= DocumentLength.of(before)
        ? Optional.empty()
        : Optional.of(
            new Violation(
                "$",
                "makes the document of the account %d bytes long; the maximum is %d"
                    .formatted(length, AccountLimits.DOCUMENT_BYTES)));
  }

  private void check() {
    account.name().ifPresent(name -> TextRules.name(root.member("name"), name));
    account
        .settings()
        .ifPresent(
            settings ->
                new SettingsValidation(references).check(root.member("settings"), settings));
    skills(root.member("skills"));
    agentGroups(root.member("agentGroups"));
    agents(root.member("agents"));
    FallbackCycleCheck.check(account, root.member("skills"));
  }

  private void skills(DocumentPath path) {
    DynamicCapacity weights =
        account
            .settings()
            .flatMap(AccountSettings::capacity)
            .flatMap(CapacitySettings::dynamic)
            .orElse(DynamicCapacity.DEFAULT);
    SkillValidation validation = new SkillValidation(references, weights);
    TextRules.size(path, account.skills().size(), AccountLimits.SKILLS);
    uniqueIds(path, "skill", account.skills(), Skill::id);
    path.each(account.skills(), validation::check);
  }

  private void agentGroups(DocumentPath path) {
    TextRules.size(path, account.agentGroups().size(), AccountLimits.AGENT_GROUPS);
    uniqueIds(path, "agent group", account.agentGroups(), AgentGroup::id);
    path.each(account.agentGroups(), AccountValidation::agentGroup);
  }

  private static void agentGroup(DocumentPath path, AgentGroup group) {
    TextRules.id(path.member("id"), group.id());
    group.name().ifPresent(name -> TextRules.name(path.member("name"), name));
  }

  private void agents(DocumentPath path) {
    TextRules.size(path, account.agents().size(), AccountLimits.AGENTS);
    agentSkills(path);
    uniqueIds(path, "agent", account.agents(), Agent::id);
    path.each(account.agents(), this::agent);
  }

  private void agentSkills(DocumentPath path) {
    int agentSkills = account.agents().stream().mapToInt(agent -> agent.skills().size()).sum();
    if (agentSkills > AccountLimits.AGENT_SKILLS) {
      path.violation(
          "have %d skills in total; the maximum is %d"
              .formatted(agentSkills, AccountLimits.AGENT_SKILLS));
    }
  }

  private void agent(DocumentPath path, Agent agent) {
    TextRules.id(path.member("id"), agent.id());
    agent.name().ifPresent(name -> TextRules.name(path.member("name"), name));
    agent.group().ifPresent(group -> references.group(path.member("group"), group));
    DocumentPath skills = path.member("skills");
    TextRules.size(skills, agent.skills().size(), AccountLimits.SKILLS_PER_AGENT);
    TextRules.unique(skills, agent.skills());
    skills.each(agent.skills(), references::skillOfAgent);
    AccountLimits.MAX_CONVERSATIONS.check(
        path.member("maxConversations"), agent.maxConversations());
  }

  private static <T> void uniqueIds(
      DocumentPath path, String noun, List<T> elements, Function<T, String> id) {
    Set<String> seen = new HashSet<>();
    path.each(
        elements,
        (at, element) -> {
          if (!seen.add(id.apply(element))) {
            at.member("id")
                .violation(
                    "is %s, which another %s has already; ids are unique"
                        .formatted(Violation.quote(id.apply(element)), noun));
          }
        });
  }
}
