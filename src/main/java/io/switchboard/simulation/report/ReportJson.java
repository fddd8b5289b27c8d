package io.switchboard.simulation.report;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.io.Writer;

/**
 * Report as JSON, for programs. Members have the names of {@link Report}; every member is always
 * present, and null if it does not apply.
 */
public final class ReportJson {

  /** Writer of plain values; an absent value becomes null. */
  static final JsonMapper MAPPER = JsonMapper.builder().addModule(new Jdk8Module()).build();

  private ReportJson() {}

  /** Writes the report as indented JSON, and closes the writer. */
  public static void write(Writer writer, Report report) throws IOException {
    MAPPER.writer(SerializationFeature.INDENT_OUTPUT).writeValue(writer, report);
  }
}
