package hyades.vo;

import hyades.vo.WebFault.Kind;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProxySelector;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import javax.net.ssl.SSLException;

/// One request and its answer, whatever that is.
final class Exchange {
    private final HttpClient client;
    private final HttpSettings settings;

    /// What came.
    ///
    /// @param response with the headers
    /// @param body decompressed
    record Answer(HttpResponse<Optional<byte[]>> response, byte[] body) {
        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }
    }

    /// HTTP/1.1, since an offer to speak HTTP/2 without encryption makes some old servers fail. Certificates are
    /// checked as the JVM does it: nothing here can switch that off.
    Exchange(HttpSettings settings) {
        this.settings = settings;
        HttpClient.Builder builder =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).followRedirects(HttpClient.Redirect.NEVER);
        if (settings.proxy() != null) {
            builder.proxy(ProxySelector.of(settings.proxy()));
        }
        client = builder.build();
    }

    /// Sends a request once.
    ///
    /// @throws WebFault if nothing comes that could be taken
    Answer send(Request request, Deadline deadline) throws IOException, InterruptedException {
        HttpRequest.Builder builder = HttpRequest.newBuilder(request.uri())
                .header("User-Agent", settings.userAgent())
                .header("Accept-Encoding", "gzip");
        if (request.method().equals("POST")) {
            builder.header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString(request.body()));
        }
        HttpResponse<Optional<byte[]>> response =
                within(deadline, request, () -> client.send(builder.build(), LimitedBody.upTo(settings.mostBytes())));
        byte[] body = response.body().orElseThrow(() -> tooLarge(request));
        return new Answer(response, decoded(request, response, body));
    }

    /// Does what may block, such as asking for an address, in a thread that is left behind when the deadline is over.
    static <T> T within(Deadline deadline, Request request, Callable<T> work) throws IOException, InterruptedException {
        FutureTask<T> task = new FutureTask<>(work);
        Thread.ofVirtual().name(request.toString()).start(task);
        try {
            return task.get(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw timeout(request);
        } catch (ExecutionException e) {
            throw fault(request, e.getCause());
        } finally {
            task.cancel(true);
        }
    }

    static WebFault timeout(Request request) {
        return new WebFault(Kind.TIMEOUT, "%s: no answer in time".formatted(request));
    }

    private WebFault tooLarge(Request request) {
        return new WebFault(
                Kind.SIZE,
                "%s: the answer is too large: expected at most %d bytes".formatted(request, settings.mostBytes()));
    }

    private static WebFault fault(Request request, Throwable cause) {
        return switch (cause) {
            case WebFault fault -> fault;
            case Throwable e
            when isUnknown(e) -> {
                String host = request.uri().getHost();
                yield new WebFault(Kind.HOST, "%s: nobody knows a host %s".formatted(request, host));
            }
            case ConnectException e -> new WebFault(Kind.REFUSED, said(request, "no connection", e));
            case NoRouteToHostException e -> new WebFault(Kind.REFUSED, said(request, "no connection", e));
            case SSLException e -> new WebFault(Kind.CERTIFICATE, said(request, "no trust", e));
            case IOException e -> new WebFault(Kind.BROKEN, said(request, "the connection broke", e));
            case RuntimeException e -> throw e;
            default -> throw new IllegalStateException(cause);
        };
    }

    private static boolean isUnknown(Throwable failure) {
        return failure instanceof UnknownHostException
                || failure instanceof UnresolvedAddressException
                || failure != null && isUnknown(failure.getCause());
    }

    /// A line, with what the library says where it says something.
    private static String said(Request request, String what, Throwable failure) {
        for (Throwable e = failure; e != null; e = e.getCause()) {
            if (e.getMessage() != null && !e.getMessage().isBlank()) {
                return "%s: %s: %s".formatted(request, what, e.getMessage().strip());
            }
        }
        return "%s: %s".formatted(request, what);
    }

    /// Of an answer as large as any, or of a few bytes that would be.
    private byte[] decoded(Request request, HttpResponse<?> response, byte[] body) throws WebFault {
        String encoding = response.headers()
                .firstValue("Content-Encoding")
                .orElse("")
                .strip()
                .toLowerCase(Locale.ROOT);
        if (encoding.isEmpty() || encoding.equals("identity") || body.length == 0) {
            return body;
        }
        if (!encoding.equals("gzip") && !encoding.equals("x-gzip")) {
            throw new WebFault(
                    Kind.BROKEN,
                    "%s: the answer is compressed by '%s': expected gzip or nothing".formatted(request, encoding));
        }
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            byte[] whole = in.readNBytes((int) settings.mostBytes());
            if (in.read() >= 0) {
                throw tooLarge(request);
            }
            return whole;
        } catch (EOFException e) {
            throw new WebFault(Kind.BROKEN, "%s: its gzip ends too early".formatted(request));
        } catch (ZipException e) {
            throw new WebFault(Kind.BROKEN, "%s: it is no gzip, as which it came".formatted(request));
        } catch (WebFault e) {
            throw e;
        } catch (IOException e) {
            throw new IllegalStateException(e); // it is in memory
        }
    }
}
