/** Pages as people meet them: in a browser, by what is written on them. */
@NullMarked
package com.kore.billing.app.browser;

import org.jspecify.annotations.NullMarked;
