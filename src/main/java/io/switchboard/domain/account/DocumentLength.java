package io.switchboard.domain.account;

import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The length of an account's document as JSON in UTF-8 without white space, in bytes. It is an
 * upper bound, exact but for a few bytes for each condition and response time, because names of
 * members are counted as names of record components. A document within the limit by this count can
 * therefore be put as a whole. The time is proportional to the length; no JSON is written.
 */
public final class DocumentLength {
  private static final ClassValue<RecordComponent[]> COMPONENTS =
      new ClassValue<>() {
        @Override
        protected RecordComponent[] computeValue(Class<?> type) {
          return type.getRecordComponents();
        }
      };

  private static final int QUOTES = 2;
  private static final int BRACKETS = 2;
  private static final int COLON_AND_COMMA = 2;
  private static final int COMMA = 1;
  private static final int ESCAPE = 6;

  private DocumentLength() {}

  /** The length of an account's document. */
  public static long of(Account account) {
    return value(account);
  }

  private static long value(Object value) {
    if (value instanceof String text) {
      return text(text);
    } else if (value instanceof Record record) {
      return members(record);
    } else if (value instanceof List<?> list) {
      return elements(list);
    } else if (value instanceof Map<?, ?> map) {
      return entries(map);
    } else if (value instanceof Duration duration) {
      return text(DurationText.of(duration));
    } else if (value instanceof Enum<?> name) {
      return text(name.name());
    }
    return value.toString().length();
  }

  private static long members(Record record) {
    long length = BRACKETS;
    for (RecordComponent component : COMPONENTS.get(record.getClass())) {
      Object member = member(record, component);
      if (member instanceof Optional<?> optional) {
        member = optional.orElse(null);
      } else if (isEmpty(member)) {
        member = null;
      }
      if (member != null) {
        length += component.getName().length() + QUOTES + COLON_AND_COMMA + value(member);
      }
    }
    return length;
  }

  /** The document omits empty lists and maps. */
  private static boolean isEmpty(Object member) {
    return (member instanceof List<?> list && list.isEmpty())
        || (member instanceof Map<?, ?> map && map.isEmpty());
  }

  private static Object member(Record record, RecordComponent component) {
    try {
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a record shows its components", e);
    }
  }

  private static long elements(List<?> list) {
    long length = BRACKETS;
    for (Object element : list) {
      length += COMMA + value(element);
    }
    return length;
  }

  private static long entries(Map<?, ?> map) {
    long length = BRACKETS;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      length += value(entry.getKey()) + COLON_AND_COMMA + value(entry.getValue());
    }
    return length;
  }

  /** One half of a surrogate pair counts as two bytes, so that a pair counts as its four. */
  private static long text(String text) {
    long length = QUOTES;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ') {
        length += ESCAPE;
      } else if (c == '"' || c == '\\') {
        length += 2;
      } else if (c < 0x80) {
        length += 1;
      } else {
        length += c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
      }
    }
    return length;
  }
}
