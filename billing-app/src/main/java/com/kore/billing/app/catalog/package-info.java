/** Where the catalog of plans comes from. */
@NullMarked
package com.kore.billing.app.catalog;

import org.jspecify.annotations.NullMarked;
