/** Who is billed. */
@NullMarked
package com.kore.billing.domain.account;

import org.jspecify.annotations.NullMarked;
