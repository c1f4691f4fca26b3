/** Whatever is sent, the service answers it as its OpenAPI document says, and goes on. */
@NullMarked
package com.kore.billing.app.fuzz;

import org.jspecify.annotations.NullMarked;
