/** What all read models share: the fold, the writer that keeps their rows, generations, rebuilds and waiting for a version. */
@NullMarked
package com.kore.billing.projections.readmodel;

import org.jspecify.annotations.NullMarked;
