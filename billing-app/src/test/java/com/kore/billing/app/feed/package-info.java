@NullMarked
package com.kore.billing.app.feed;

import org.jspecify.annotations.NullMarked;
