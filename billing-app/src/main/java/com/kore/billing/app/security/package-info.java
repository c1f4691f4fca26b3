/** Who may call what: bearer tokens, their scopes, and the rule of each path. */
@NullMarked
package com.kore.billing.app.security;

import org.jspecify.annotations.NullMarked;
