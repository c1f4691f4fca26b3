/** What every endpoint shares: bodies, problems, cursors, entity tags, and the guard that keeps card numbers out. */
@NullMarked
package com.kore.billing.app.web;

import org.jspecify.annotations.NullMarked;
