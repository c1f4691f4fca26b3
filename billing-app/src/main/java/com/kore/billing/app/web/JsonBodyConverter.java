package com.kore.billing.app.web;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotWritableException;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import tools.jackson.databind.node.ObjectNode;

/**
 * Turns the body of a request into the record or sealed interface that an endpoint names as its {@code @RequestBody}; one that asks for
 * {@link ObjectNode} gets the object as it is. No other type may be asked for, so that no body gets past {@link JsonBody}.
 */
final class JsonBodyConverter extends AbstractHttpMessageConverter<Object> {

    JsonBodyConverter() {
        super(MediaType.APPLICATION_JSON);
    }

    static boolean reads(Class<?> type) {
        return type == ObjectNode.class || type.isRecord() || RecordBinder.isToldApart(type);
    }

    @Override
    protected boolean supports(Class<?> type) {
        return reads(type);
    }

    @Override
    public boolean canWrite(Class<?> type, @Nullable MediaType mediaType) {
        return false;
    }

    @Override
    protected Object readInternal(Class<?> type, HttpInputMessage message) throws IOException {
        List<String> encodings = message.getHeaders().getOrEmpty("Content-Encoding");
        if (!encodings.stream().allMatch("identity"::equalsIgnoreCase)) {
            throw new RequestRefused(ProblemCode.UNSUPPORTED_MEDIA_TYPE, "Send the body without a content encoding.");
        }
        JsonBody body = JsonBody.read(message.getBody());
        RequestAttributes attributes = RequestContextHolder.getRequestAttributes();
        if (attributes instanceof ServletRequestAttributes servlet) {
            body.keepIn(servlet.getRequest());
        }
        return type == ObjectNode.class ? body.json() : RecordBinder.bind(body.json(), type);
    }

    @Override
    protected void writeInternal(Object value, HttpOutputMessage message) {
        throw new HttpMessageNotWritableException("only reads");
    }
}
