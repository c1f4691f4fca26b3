/** What is due when: the to-do list of all automation. */
@NullMarked
package com.kore.billing.projections.duework;

import org.jspecify.annotations.NullMarked;
