/** How amounts, counts and terms are put into English words, the same in every default locale. */
@NullMarked
package com.kore.billing.projections.text;

import org.jspecify.annotations.NullMarked;
