package com.kore.billing.app.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.HttpTest;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.MethodParameter;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

class BuildingBlocksTest extends HttpTest {
    @Autowired
    private RequestMappingHandlerMapping requestMappingHandlerMapping;

    @Autowired
    private ConditionalReads conditionalReads;

    /** Any other type would be read by Jackson, past the guard that keeps card numbers out. */
    @Test
    void every_body_is_read_by_the_one_reader_of_bodies() {
        List<Class<?>> types = requestMappingHandlerMapping.getHandlerMethods().values().stream()
                .flatMap(method -> Arrays.stream(method.getMethodParameters()))
                .filter(parameter -> parameter.hasParameterAnnotation(RequestBody.class))
                .<Class<?>>map(MethodParameter::getParameterType)
                .toList();
        assertThat(types).isNotEmpty().allMatch(JsonBodyConverter::reads);
    }

    @Test
    void equal_views_have_equal_weak_tags_and_others_have_others() {
        ResponseEntity<List<String>> first = conditionalReads.of(List.of("a"));

        assertThat(first.getHeaders().getETag()).matches("W/\"[0-9a-f]{32}\"");
        assertThat(conditionalReads.of(List.of("a")).getHeaders().getETag())
                .isEqualTo(first.getHeaders().getETag());
        assertThat(conditionalReads.of(List.of("b")).getHeaders().getETag())
                .isNotEqualTo(first.getHeaders().getETag());
        assertThat(first.getHeaders().getCacheControl()).isEqualTo("no-cache, private");
    }
}
