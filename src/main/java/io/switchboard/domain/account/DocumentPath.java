package io.switchboard.domain.account;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A place in a document where something may be found wrong. It costs next to nothing until then.
 *
 * <p>All places that come from one {@link #root} gather their violations in one list, which stops
 * at {@link #MOST_VIOLATIONS} and says so.
 */
public final class DocumentPath {
  /** As many violations as anybody will read; it bounds what a hostile document can cost. */
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

  /** The whole document; what is wrong in it is added to {@code found}. */
  public static DocumentPath root(List<Violation> found) {
    return new DocumentPath(null, "$", 0, found);
  }

  /** The member of this object that has the name. */
  public DocumentPath member(String member) {
    return new DocumentPath(this, member, 0, found);
  }

  /** The element of this list, counted from 0. */
  public DocumentPath element(int position) {
    return new DocumentPath(this, null, position, found);
  }

  /** This place, for those who look further although all is said already: nothing is added. */
  public DocumentPath unheard() {
    return new DocumentPath(parent, name, index, new ArrayList<>());
  }

  /** Adds that this place is wrong, in one sentence that also says what would be right. */
  public void violation(String problem) {
    if (found.size() < MOST_VIOLATIONS) {
      found.add(new Violation(path(), problem));
    } else if (found.size() == MOST_VIOLATIONS) {
      found.add(new Violation("$", "has more violations; these are the first " + MOST_VIOLATIONS));
    }
  }

  /** Whether so much is wrong already that nothing more is added. */
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
