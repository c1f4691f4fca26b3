/** What the service promises over HTTP, as sentences. */
@NullMarked
package com.kore.billing.app.web;

import org.jspecify.annotations.NullMarked;
