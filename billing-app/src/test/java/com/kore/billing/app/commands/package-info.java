/** What the service promises over HTTP, as sentences. */
@NullMarked
package com.kore.billing.app.commands;

import org.jspecify.annotations.NullMarked;
