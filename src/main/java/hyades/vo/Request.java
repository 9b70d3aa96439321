package hyades.vo;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What a service is asked. Two requests that are equal get the same answer of a recording.
///
/// @param method `GET` or `POST`
/// @param form what is posted, by name; empty with `GET`
public record Request(String method, URI uri, SortedMap<String, String> form) {
    public Request {
        if (!method.equals("POST") && !(method.equals("GET") && form.isEmpty())) {
            throw new IllegalArgumentException("Cannot send %s %s with %s".formatted(method, uri, form));
        }
        form = Collections.unmodifiableSortedMap(new TreeMap<>(form));
    }

    /// Asks for what lies at an address.
    public static Request get(URI uri) {
        return new Request("GET", uri, new TreeMap<>());
    }

    /// Asks by a form, as TAP does for queries.
    public static Request post(URI uri, Map<String, String> form) {
        return new Request("POST", uri, new TreeMap<>(form));
    }

    /// The form as `application/x-www-form-urlencoded` has it.
    String body() {
        return form.entrySet().stream()
                .map(each -> encoded(each.getKey()) + "=" + encoded(each.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /// For people: `GET https://...`.
    @Override
    public String toString() {
        return method + " " + uri;
    }
}
