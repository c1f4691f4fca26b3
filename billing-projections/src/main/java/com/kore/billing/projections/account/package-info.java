/** Views of what is on file for an account, shared by read models: without payment tokens. */
@NullMarked
package com.kore.billing.projections.account;

import org.jspecify.annotations.NullMarked;
