package io.switchboard.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.typesafe.config.Config;
import io.switchboard.actor.serialization.StateCodec;
import io.switchboard.domain.consumer.ConsumerMachine.ConsumerRecorded;
import io.switchboard.domain.conversation.ConversationState;
import java.sql.Blob;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The database of a node, read past the node: all columns of all tables as text. */
record WholeDatabase(Config config) {
  private static final Map<String, StateCodec<?>> STATES =
      Map.of(
          "conversation", new StateCodec<>(ConversationState.class),
          "consumer", new StateCodec<>(ConsumerRecorded.class));

  /** The rows of each table that contain the text. */
  Map<String, List<String>> rowsWith(String text) throws SQLException {
    Map<String, List<String>> found = new LinkedHashMap<>();
    for (String table : tables()) {
      List<String> rows = rows(table).stream().filter(row -> row.contains(text)).toList();
      if (!rows.isEmpty()) {
        found.put(table, rows);
      }
    }
    return found;
  }

  /** The number in the only row of a query. */
  long number(String query) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }

  private List<String> tables() throws SQLException {
    List<String> names = new ArrayList<>();
    try (Connection connection = connect();
        ResultSet tables =
            connection
                .getMetaData()
                .getTables(null, null, "%", new String[] {"TABLE", "BASE TABLE"})) {
      while (tables.next()) {
        if (tables.getString("TABLE_SCHEM").equalsIgnoreCase("public")) {
          names.add(tables.getString("TABLE_NAME"));
        }
      }
    }
    if (names.isEmpty()) {
      throw new AssertionError("the database has no tables");
    }
    return names;
  }

  private List<String> rows(String table) throws SQLException {
    List<String> all = new ArrayList<>();
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT * FROM \"" + table + "\"")) {
      int columns = rows.getMetaData().getColumnCount();
      while (rows.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
          row.add(text(table, rows.getObject(i)));
        }
        all.add(String.join(" ; ", row));
      }
    }
    return all;
  }

  private static String text(String table, Object value) throws SQLException {
    if (value instanceof Blob blob) {
      return text(table, blob.getBytes(1, (int) blob.length()));
    } else if (value instanceof byte[] bytes) {
      return STATES.containsKey(table)
          ? STATES.get(table).read(bytes).toString()
          : new String(bytes, UTF_8);
    }
    return String.valueOf(value);
  }

  private Connection connect() throws SQLException {
    Config database = config.getConfig("switchboard.database");
    return DriverManager.getConnection(
        database.getString("url"), database.getString("user"), database.getString("password"));
  }
}
