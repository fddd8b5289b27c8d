/**
 * Distribution of conversations between agent groups by exact percentages: shares, overflow turns,
 * the ledger and changes of its plan (routing rules, section 5).
 */
package io.switchboard.domain.distribution;
