package io.switchboard.domain.queue.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchboard.Records;
import io.switchboard.domain.protocol.Waiters;
import io.switchboard.domain.routing.Access;
import io.switchboard.domain.routing.DueTime;
import io.switchboard.domain.routing.WaitingConversation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;

class WaitingIndexTest {
  private static final int STEPS = 150;
  private static final List<String> GROUPS = List.of("g1", "g2", "g3");
  private static final List<String> AGENTS = List.of("a1", "a2", "a3");

  /** The order of the routing rules, section 4, written a second time. */
  private static final Comparator<WaitingConversation> ORDER =
      Comparator.comparingLong(WaitingConversation::dueAt)
          .thenComparingLong(WaitingConversation::startedAt)
          .thenComparing(WaitingConversation::id);

  @Property(seed = "1", tries = 150, shrinking = ShrinkingMode.OFF)
  void theIndexAnswersAsASortedList(@ForAll Random random) {
    WaitingIndex line = new WaitingIndex();
    List<WaitingConversation> list = new ArrayList<>();
    for (int step = 0; step < STEPS; step++) {
      String id = "c" + random.nextInt(40);
      if (random.nextInt(3) > 0) {
        WaitingConversation conversation = any(id, random);
        line.put(conversation);
        list.removeIf(other -> other.id().equals(id));
        list.add(conversation);
        list.sort(ORDER);
      } else {
        assertThat(line.remove(id)).isEqualTo(find(list, id));
        list.removeIf(other -> other.id().equals(id));
      }
      assertSame(line, list, random);
    }
  }

  @Test
  void aConversationWithAChangedKeyChangesItsPosition() {
    WaitingIndex line = new WaitingIndex();
    line.put(due("first", 1));
    line.put(due("second", 2));

    line.put(due("first", 3));

    assertThat(line.position("second")).isEqualTo(1);
    assertThat(line.position("first")).isEqualTo(2);
    assertThat(line.size()).isEqualTo(2);
  }

  @Test
  void thePositionOfAMissingConversationIsRefused() {
    assertThatThrownBy(() -> new WaitingIndex().position("unknown"))
        .isInstanceOf(NoSuchElementException.class)
        .hasMessageContaining("unknown");
  }

  private static void assertSame(WaitingIndex line, List<WaitingConversation> list, Random random) {
    assertThat(line.size()).isEqualTo(list.size());
    for (int i = 0; i < list.size(); i++) {
      WaitingConversation conversation = list.get(i);
      assertThat(line.position(conversation.id())).isEqualTo(i + 1);
      assertThat(line.find(conversation.id())).contains(conversation);
    }
    assertThat(line.find("nobody")).isEmpty();
    assertThat(line.refused())
        .isEqualTo(list.stream().filter(one -> !one.refusedBy().isEmpty()).toList());
    assertThat(line.page(Optional.empty(), 7)).isEqualTo(list.stream().limit(7).toList());
    WaitingConversation behind = any("c" + random.nextInt(40), random);
    assertThat(line.page(Optional.of(behind), 5))
        .isEqualTo(list.stream().filter(one -> ORDER.compare(one, behind) > 0).limit(5).toList());
    List<WaitingConversation> walked = new ArrayList<>();
    line.walk(Optional.empty()).forEachRemaining(walked::add);
    assertThat(walked).isEqualTo(list);
    assertBestForEveryAgent(line, list, random);
  }

  private static void assertBestForEveryAgent(
      WaitingIndex line, List<WaitingConversation> list, Random random) {
    int modulus = 1 + random.nextInt(5);
    Predicate<WaitingConversation> test = one -> Math.floorMod(seed(one), modulus) == 0;
    for (String agent : AGENTS) {
      for (String group : GROUPS) {
        assertThat(line.firstFor(agent, group, test))
            .isEqualTo(
                list.stream().filter(one -> isOpenTo(one, agent, group)).filter(test).findFirst());
      }
    }
  }

  /**
   * Equal for all conversations that are open to all, allotted to the same group and not refused.
   */
  private static int seed(WaitingConversation one) {
    boolean isAlike = one.access().equals(Access.ANYONE) && one.refusedBy().isEmpty();
    return isAlike ? one.group().hashCode() : one.id().hashCode();
  }

  private static boolean isOpenTo(WaitingConversation one, String agent, String group) {
    return one.access().equals(Access.ANYONE)
        || one.access().equals(new Access.OnlyGroup(group))
        || (one.access() instanceof Access.OnlyAgent only && only.agent().equals(agent));
  }

  private static Optional<WaitingConversation> find(List<WaitingConversation> list, String id) {
    return list.stream().filter(one -> one.id().equals(id)).findFirst();
  }

  private static WaitingConversation any(String id, Random random) {
    Access access =
        switch (random.nextInt(4)) {
          case 0 -> Access.ANYONE;
          case 1, 2 -> new Access.OnlyGroup(GROUPS.get(random.nextInt(3)));
          default -> new Access.OnlyAgent(AGENTS.get(random.nextInt(3)), random.nextInt(9));
        };
    return conversation(
            id,
            random.nextInt(6),
            random.nextInt(3),
            access,
            random.nextInt(4) == 0 ? Set.of(AGENTS.get(random.nextInt(3))) : Set.of())
        .withGroup(
            Optional.of(GROUPS.get(random.nextInt(3))).filter(group -> random.nextBoolean()),
            access);
  }

  private static WaitingConversation due(String id, long dueAt) {
    return conversation(id, dueAt, 0, Access.ANYONE, Set.of());
  }

  private static WaitingConversation conversation(
      String id, long dueAt, long startedAt, Access access, Set<String> refusedBy) {
    return Records.with(
        Waiters.waiting(id, "sales", startedAt, DueTime.at(dueAt)),
        "access",
        access,
        "refusedBy",
        refusedBy);
  }
}
