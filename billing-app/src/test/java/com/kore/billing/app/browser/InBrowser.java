package com.kore.billing.app.browser;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Tests that take {@link Visitors}. Where there is no Chromium they are skipped, and the report says how it is installed; with {@code
 * -Dbrowser.required=true} they fail instead.
 */
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(ChromiumForTests.class)
@interface InBrowser {}
