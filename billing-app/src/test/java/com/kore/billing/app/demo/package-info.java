@NullMarked
package com.kore.billing.app.demo;

import org.jspecify.annotations.NullMarked;
