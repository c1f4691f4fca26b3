@NullMarked
package com.kore.billing.app.analytics.export;

import org.jspecify.annotations.NullMarked;
