@NullMarked
package com.kore.billing.app.monitoring;

import org.jspecify.annotations.NullMarked;
