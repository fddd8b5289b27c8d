package io.switchboard.http;

import io.switchboard.document.PieceDocument;
import io.switchboard.domain.configuration.AccountCommand;
import io.switchboard.domain.configuration.Expected;
import io.switchboard.domain.configuration.Section;
import java.util.function.BiFunction;

/**
 * A kind of pieces of an account's document.
 *
 * @param noun one of them in words
 * @param parameter the id of one of them in a path
 * @param segment all of them in a path
 */
record PieceKind<T>(
    String noun,
    String parameter,
    String segment,
    Section<T> section,
    PieceDocument<T> document,
    BiFunction<T, Expected, AccountCommand> put,
    BiFunction<String, Expected, AccountCommand> delete) {

  Subject subject(String account, String id) {
    return Subject.piece(account, noun, segment, id);
  }
}
