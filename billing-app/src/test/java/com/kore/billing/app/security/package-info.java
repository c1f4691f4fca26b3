/** What the service promises over HTTP, as sentences. */
@NullMarked
package com.kore.billing.app.security;

import org.jspecify.annotations.NullMarked;
