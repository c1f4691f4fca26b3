@NullMarked
package com.kore.billing.app.documents;

import org.jspecify.annotations.NullMarked;
