package io.switchboard.http;

import io.switchboard.document.ItemDocument;
import io.switchboard.domain.account.configuration.AccountCommand;
import io.switchboard.domain.account.configuration.ItemList;
import io.switchboard.domain.account.configuration.Precondition;
import java.util.function.BiFunction;

/** Kind of configuration items: its noun in messages, and its names in paths. */
record ItemKind<T>(
    String noun,
    String parameter,
    String segment,
    ItemList<T> list,
    ItemDocument<T> document,
    BiFunction<T, Precondition, AccountCommand> put,
    BiFunction<String, Precondition, AccountCommand> delete) {

  ResourceRef resource(String account, String id) {
    return ResourceRef.item(account, noun, segment, id);
  }
}
