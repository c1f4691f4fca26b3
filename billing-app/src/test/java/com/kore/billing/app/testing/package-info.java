/** What several tests of the service stand on. */
@NullMarked
package com.kore.billing.app.testing;

import org.jspecify.annotations.NullMarked;
