/** What is printed: the content of documents as texts ready to print, and documents as PDF. */
@NullMarked
package com.kore.billing.app.documents;

import org.jspecify.annotations.NullMarked;
