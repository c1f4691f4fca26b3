@NullMarked
package com.kore.billing.app.proof;

import org.jspecify.annotations.NullMarked;
