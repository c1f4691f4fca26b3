/** The endpoints that change something. */
@NullMarked
package com.kore.billing.app.commands;

import org.jspecify.annotations.NullMarked;
