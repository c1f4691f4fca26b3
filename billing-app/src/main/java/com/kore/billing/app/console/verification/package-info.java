/** Where auditors have the service verify that what it shows is what its events say. */
@NullMarked
package com.kore.billing.app.console.verification;

import org.jspecify.annotations.NullMarked;
