package io.switchboard.simulation.report;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.switchboard.simulation.trace.TextFile;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The report for other programs. Members have the names of {@link Report}; every member is always
 * there, and one that does not apply is null.
 */
public final class ReportJson {

  /** Writes plain values; an absent one as null. */
  static final JsonMapper MAPPER = JsonMapper.builder().addModule(new Jdk8Module()).build();

  private ReportJson() {}

  /** Writes the file, in place of any that was there. */
  public static void write(Path file, Report report) throws IOException {
    TextFile.write(
        file,
        writer -> MAPPER.writer(SerializationFeature.INDENT_OUTPUT).writeValue(writer, report));
  }
}
