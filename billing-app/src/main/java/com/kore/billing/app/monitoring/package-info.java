/** How the service is: what probes and operators' tools are told, without waiting long for a database that does not answer. */
@NullMarked
package com.kore.billing.app.monitoring;

import org.jspecify.annotations.NullMarked;
