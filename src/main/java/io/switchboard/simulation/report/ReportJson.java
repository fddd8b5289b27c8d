package io.switchboard.simulation.report;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.io.Writer;

/**
 * The report for other programs. Members have the names of {@link Report}; every member is always
 * there, and one that does not apply is null.
 */
public final class ReportJson {

  /** Writes plain values; an absent one as null. */
  static final JsonMapper MAPPER = JsonMapper.builder().addModule(new Jdk8Module()).build();

  private ReportJson() {}

  /** Writes the whole report as indented JSON, and closes the writer. */
  public static void write(Writer writer, Report report) throws IOException {
    MAPPER.writer(SerializationFeature.INDENT_OUTPUT).writeValue(writer, report);
  }
}
