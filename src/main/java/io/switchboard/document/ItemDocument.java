package io.switchboard.document;

import io.switchboard.domain.account.Agent;
import io.switchboard.domain.account.AgentGroup;
import io.switchboard.domain.account.Skill;
import io.switchboard.domain.account.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * A skill, an agent group or an agent as JSON, in the same form as in the {@link AccountDocument};
 * the id may be omitted, because the caller supplies it.
 *
 * <p>Reading is as strict as for the whole document. It reports at once all violations that do not
 * depend on the rest of the account.
 */
public final class ItemDocument<T> {
  public static final ItemDocument<Skill> SKILL = new ItemDocument<>(AccountReader::skill);
  public static final ItemDocument<AgentGroup> AGENT_GROUP =
      new ItemDocument<>(AccountReader::agentGroup);
  public static final ItemDocument<Agent> AGENT = new ItemDocument<>(AccountReader::agent);

  /** The maximum length of an item, in bytes. */
  public static final int MAX_BYTES = 256 * 1024;

  private final BiFunction<JsonMembers, String, T> reader;

  private ItemDocument(BiFunction<JsonMembers, String, T> reader) {
    this.reader = reader;
  }

  /** The item in a UTF-8 text, which has this id or none; else {@link InvalidAccountException}. */
  public T read(String id, byte[] text) {
    if (text.length > MAX_BYTES) {
      throw new InvalidAccountException(
          List.of(new Violation("$", "is larger than 256 KiB, the maximum")), true);
    }
    List<Violation> found = new ArrayList<>();
    JsonValue tree = JsonValue.read(text, found);
    T item =
        tree.entry(
            members -> {
              sameId(members.get("id"), id);
              return reader.apply(members, id);
            });
    if (!found.isEmpty()) {
      throw new InvalidAccountException(found, tree.isJson());
    }
    return item;
  }

  /** Indented JSON from which {@link #read} returns an equal item. */
  public String write(T item) {
    return AccountWriter.write(item);
  }

  /** An object with the items, as {@link #write(Object)} writes them, and the cursor, if any. */
  public String write(Page<T> page) {
    return AccountWriter.write(page);
  }

  private static void sameId(JsonValue given, String id) {
    given
        .text()
        .filter(other -> !other.equals(id))
        .ifPresent(
            other ->
                given.refuse(
                    "is %s; expected %s, or no id"
                        .formatted(Violation.quote(other), Violation.quote(id))));
  }
}
