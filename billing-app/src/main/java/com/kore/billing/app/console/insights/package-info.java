/** The figures of the business: each as a chart with its table, and the rows behind it as files. */
@NullMarked
package com.kore.billing.app.console.insights;

import org.jspecify.annotations.NullMarked;
