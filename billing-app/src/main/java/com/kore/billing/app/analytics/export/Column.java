package com.kore.billing.app.analytics.export;

/**
 * A column of a view.
 *
 * @param name as in SQL
 * @param nullable whether some row may have nothing in it
 */
record Column(String name, ColumnType type, boolean nullable) {}
