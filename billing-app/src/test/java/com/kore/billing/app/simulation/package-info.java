@NullMarked
package com.kore.billing.app.simulation;

import org.jspecify.annotations.NullMarked;
