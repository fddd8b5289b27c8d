package io.switchboard.http;

import io.switchboard.document.ItemDocument;
import io.switchboard.domain.account.configuration.AccountCommand;
import io.switchboard.domain.account.configuration.ItemList;
import io.switchboard.domain.account.configuration.Precondition;
import java.util.function.BiFunction;

/**
 * A kind of pieces of an account's document.
 *
 * @param noun one of them in words
 * @param parameter the id of one of them in a path
 * @param segment all of them in a path
 */
record ItemKind<T>(
    String noun,
    String parameter,
    String segment,
    ItemList<T> section,
    ItemDocument<T> document,
    BiFunction<T, Precondition, AccountCommand> put,
    BiFunction<String, Precondition, AccountCommand> delete) {

  ResourceRef subject(String account, String id) {
    return ResourceRef.item(account, noun, segment, id);
  }
}
