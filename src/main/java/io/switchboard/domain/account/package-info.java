/**
 * An account's configuration: its values, their validation, and the policies that routing derives
 * from them. Changes are decided in {@code configuration}.
 */
package io.switchboard.domain.account;
