/**
 * What the rules say must come of an account's history, worked out from product.md and docs/rules.md alone. It shares no code with the
 * service, so that the two cannot be wrong in the same way unnoticed: nothing of ours is imported here, and nothing but the JDK.
 */
@NullMarked
package com.kore.billing.app.oracle;

import org.jspecify.annotations.NullMarked;
