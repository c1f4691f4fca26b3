/** A year of sample accounts, for whoever wants to look around: commands as others send them, in sandbox time. */
@NullMarked
package com.kore.billing.app.demo;

import org.jspecify.annotations.NullMarked;
