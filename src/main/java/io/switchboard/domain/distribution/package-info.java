/** Distribution between agent groups by exact percentages (routing rules, section 5). */
package io.switchboard.domain.distribution;
