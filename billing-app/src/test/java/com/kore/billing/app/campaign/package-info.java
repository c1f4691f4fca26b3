/**
 * Random histories of accounts, played against the service and against the oracle, which must agree on every answer and every page. A
 * history on which they do not is shrunk and printed with its seed, ready to paste. Only a {@code Subject} knows how to reach the service.
 *
 * <p>Besides, witnesses of a service that is killed under load: what they were told must be there when it has started again; and a stream of
 * commands, some of whose events the read models cannot take: others must hardly notice.
 */
@NullMarked
package com.kore.billing.app.campaign;

import org.jspecify.annotations.NullMarked;
