package io.switchboard.document;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.switchboard.domain.account.Condition;
import io.switchboard.domain.account.DurationText;
import io.switchboard.domain.account.ResponseTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes the account's records as JSON. Absent values are omitted, so that they stay absent. */
final class AccountWriter {
  private static final JsonMapper MAPPER = mapper();
  private static final ObjectWriter WRITER = MAPPER.writer(printer());
  private static final ObjectWriter DENSE = MAPPER.writer();

  private AccountWriter() {}

  /** Indented JSON of an account, an item, or a page of items. */
  static String write(Object record) {
    return write(WRITER, record);
  }

  static String writeDense(Object record) {
    return write(DENSE, record);
  }

  private static String write(ObjectWriter writer, Object record) {
    try {
      return writer.writeValueAsString(record);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an account is always JSON", e);
    }
  }

  private static JsonMapper mapper() {
    JsonInclude.Value unlessAbsent =
        JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.ALWAYS);
    JsonInclude.Value unlessEmpty =
        JsonInclude.Value.construct(JsonInclude.Include.NON_EMPTY, JsonInclude.Include.ALWAYS);
    return JsonMapper.builder()
        .addModule(new Jdk8Module())
        .addModule(
            new SimpleModule()
                .addSerializer(new TextSerializer<>(Duration.class, DurationText::of)))
        .addMixIn(ResponseTime.class, ResponseTimeMembers.class)
        .addMixIn(Condition.class, ConditionMembers.class)
        .addMixIn(Page.class, PageMembers.class)
        .defaultPropertyInclusion(unlessAbsent)
        .withConfigOverride(List.class, list -> list.setInclude(unlessEmpty))
        .withConfigOverride(Map.class, map -> map.setInclude(unlessEmpty))
        .build();
  }

  private static DefaultPrettyPrinter printer() {
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    return new DefaultPrettyPrinter(
            Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                .withObjectEmptySeparator("")
                .withArrayEmptySeparator(""))
        .withObjectIndenter(lines)
        .withArrayIndenter(lines);
  }

  interface ResponseTimeMembers {
    @JsonProperty("default")
    Optional<Duration> byDefault();
  }

  interface ConditionMembers {
    @JsonFormat(with = JsonFormat.Feature.WRITE_SINGLE_ELEM_ARRAYS_UNWRAPPED)
    Map<String, List<String>> attributes();
  }

  interface PageMembers {
    @JsonInclude(JsonInclude.Include.ALWAYS)
    List<?> items();
  }
}
