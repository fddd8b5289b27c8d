package io.switchboard.domain.account;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/**
 * A path in a document, which collects violations. Its text is made only for a violation.
 *
 * <p>All paths that come from one {@link #root} share one list of violations. Beyond {@link
 * #MOST_VIOLATIONS} the list gets one last entry, which states that there are more.
 */
public final class DocumentPath {
  /** The maximum of listed violations; it bounds the cost of a hostile document. */
  public static final int MOST_VIOLATIONS = 1_000;

  private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]{0,79}");

  private final DocumentPath parent;
  private final String name;
  private final int index;
  private final List<Violation> found;

  private DocumentPath(DocumentPath parent, String name, int index, List<Violation> found) {
    this.parent = parent;
    this.name = name;
    this.index = index;
    this.found = found;
  }

  /** The path of the whole document; violations in it are added to {@code found}. */
  public static DocumentPath root(List<Violation> found) {
    return new DocumentPath(null, "$", 0, found);
  }

  /** The path of a member of this object. */
  public DocumentPath member(String member) {
    return new DocumentPath(this, member, 0, found);
  }

  /** The path of an element of this list, counted from 0. */
  public DocumentPath element(int position) {
    return new DocumentPath(this, null, position, found);
  }

  <T> void each(List<T> elements, BiConsumer<DocumentPath, T> check) {
    for (int i = 0; i < elements.size(); i++) {
      check.accept(element(i), elements.get(i));
    }
  }

  /** The same path without effect on the list, for checks that may repeat violations. */
  public DocumentPath detached() {
    return new DocumentPath(parent, name, index, new ArrayList<>());
  }

  /**
   * Adds a violation at this path.
   *
   * @param problem one sentence that states the error and the valid values
   */
  public void violation(String problem) {
    if (found.size() < MOST_VIOLATIONS) {
      found.add(new Violation(path(), problem));
    } else if (found.size() == MOST_VIOLATIONS) {
      found.add(new Violation("$", "has more violations; these are the first " + MOST_VIOLATIONS));
    }
  }

  /** Whether the list is full, so that no violation is added any more. */
  public boolean isFull() {
    return found.size() > MOST_VIOLATIONS;
  }

  /** The JSON path, such as {@code $.skills[1].name}. */
  public String path() {
    if (parent == null) {
      return name;
    }
    if (name == null) {
      return parent.path() + "[" + index + "]";
    }
    return PLAIN_NAME.matcher(name).matches()
        ? parent.path() + "." + name
        : parent.path() + "[" + Violation.quote(name) + "]";
  }
}
