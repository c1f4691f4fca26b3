package com.kore.billing.app.console;

import com.kore.billing.app.web.RequestGuard;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.ResourceUrlEncodingFilter;
import org.springframework.web.servlet.resource.VersionResourceResolver;
import org.thymeleaf.spring6.SpringTemplateEngine;

/** What pages are made with: their scripts and style sheets, and how problems are shown on them. */
@Configuration(proxyBeanMethods = false)
class ConsoleConfiguration implements WebMvcConfigurer {
    private static final String WEBJARS = "classpath:/META-INF/resources/webjars/";

    /** A file's address holds its content's hash, so that it may be kept for as long as one likes. */
    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/console/assets/**")
                .addResourceLocations(
                        "classpath:/console/", WEBJARS + "htmx.org/2.0.10/dist/", WEBJARS + "chart.js/4.5.1/dist/")
                .setCacheControl(CacheControl.maxAge(Duration.ofDays(365)).cachePublic())
                .resourceChain(true)
                .addResolver(new VersionResourceResolver().addContentVersionStrategy("/**"));
    }

    @Bean
    FilterRegistrationBean<ResourceUrlEncodingFilter> hashesInAddresses() {
        FilterRegistrationBean<ResourceUrlEncodingFilter> filter =
                new FilterRegistrationBean<>(new ResourceUrlEncodingFilter());
        filter.addUrlPatterns("/console", "/console/*");
        return filter;
    }

    /** Also what is refused before any page is asked for, by the guard or by security, is shown as a page. */
    @Bean
    FilterRegistrationBean<Filter> problemsAreShown(SpringTemplateEngine templates) {
        ConsoleProblemPage page = new ConsoleProblemPage(templates);
        FilterRegistrationBean<Filter> filter = new FilterRegistrationBean<>((request, response, chain) -> {
            page.showProblemsOf((HttpServletRequest) request);
            chain.doFilter(request, response);
        });
        filter.addUrlPatterns("/console", "/console/*");
        filter.setOrder(RequestGuard.ORDER - 1);
        return filter;
    }
}
