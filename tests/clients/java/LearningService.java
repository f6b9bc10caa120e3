// A learning service in Java with nothing but the standard library, as far as its conversation with the
// provider. It reads education data in one of the two ways that existing services do:
//
// - "userinfo": as a UserInfo response, the way of Nimbus' OAuth 2.0 SDK: the media type has to be
//   application/json, and the body an object whose sub is the one of the ID token;
// - "gunzip": it always unpacks, whatever the headers say.
//
//   java LearningService.java
//
// It reads its settings as one line of JSON. Where a browser has to go somewhere it prints
// {"open": address} and reads the address that the browser came to; at the end it prints {"done": ...}.

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.math.BigInteger;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.spec.RSAPublicKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import static java.nio.charset.StandardCharsets.UTF_8;

public final class LearningService {
    private static final String SCOPE = "openid profile email eduinfo";
    private static final String EDUINFO = "/moeresource/api/v1/oidc/eduinfo";
    private static final BufferedReader INPUT = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    private static final PrintStream OUTPUT = new PrintStream(System.out, true, UTF_8);

    private final Map<String, Object> settings;
    private final HttpClient http;
    private final Map<String, Object> provider;

    private LearningService(Map<String, Object> settings) throws Exception {
        this.settings = settings;
        http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).sslContext(trusting(text("ca"))).build();
        provider = object(Json.read(get(text("issuer") + "/.well-known/openid-configuration", null).text()));
        require(provider.get("issuer").equals(text("issuer")), "the issuer is another one");
    }

    public static void main(String[] words) throws Exception {
        new LearningService(object(Json.read(INPUT.readLine()))).run();
    }

    private void run() throws Exception {
        Map<String, Object> tokens = signIn();
        Map<String, Object> idToken = object(tokens.get("verified"));
        String access = (String) tokens.get("access_token");
        Answer userinfo = get((String) provider.get("userinfo_endpoint"), access);
        Answer eduinfo = get(text("issuer") + EDUINFO, access);
        Map<String, Object> done = new LinkedHashMap<>();
        done.put("id_token", idToken);
        done.put("userinfo", userInfo(userinfo, idToken));
        done.put("eduinfo", text("eduinfo").equals("gunzip") ? unpacked(eduinfo) : userInfo(eduinfo, idToken));
        say("done", done);
    }

    /** Code flow with PKCE; the ID token is verified (OpenID Connect Core 3.1.3.7). */
    private Map<String, Object> signIn() throws Exception {
        String state = random(), nonce = random(), verifier = random();
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(UTF_8));
        say("open", provider.get("authorization_endpoint") + "?" + form(
            "response_type", "code", "client_id", text("client_id"), "redirect_uri", text("redirect_uri"),
            "scope", SCOPE, "state", state, "nonce", nonce,
            "code_challenge", base64(hash), "code_challenge_method", "S256"));
        Map<String, Object> heard = object(Json.read(INPUT.readLine()));
        Map<String, String> came = query(URI.create((String) heard.get("came_to")).getRawQuery());
        require(state.equals(came.get("state")), "the answer is not ours");
        require(text("issuer").equals(came.get("iss")), "the answer is another provider's");
        String pair = encoded(text("client_id")) + ":" + encoded(text("client_secret"));
        HttpRequest asked = HttpRequest.newBuilder(URI.create((String) provider.get("token_endpoint")))
            .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8)))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form(
                "grant_type", "authorization_code", "code", came.get("code"),
                "redirect_uri", text("redirect_uri"), "code_verifier", verifier)))
            .build();
        Answer answer = send(asked);
        require(answer.status() == 200, answer.text());
        Map<String, Object> tokens = object(Json.read(answer.text()));
        Map<String, Object> claims = verified((String) tokens.get("id_token"));
        require(nonce.equals(claims.get("nonce")), "the ID token is not for this sign-in");
        tokens.put("verified", claims);
        return tokens;
    }

    private Map<String, Object> verified(String token) throws Exception {
        String[] parts = token.split("\\.");
        Map<String, Object> header = object(Json.read(decoded(parts[0])));
        require("RS256".equals(header.get("alg")), "another algorithm than was agreed on");
        Signature signature = Signature.getInstance("SHA256withRSA");
        for (Object key : (List<?>) object(Json.read(get((String) provider.get("jwks_uri"), null).text())).get("keys")) {
            Map<String, Object> jwk = object(key);
            if (!header.get("kid").equals(jwk.get("kid"))) continue;
            RSAPublicKeySpec spec = new RSAPublicKeySpec(number(jwk.get("n")), number(jwk.get("e")));
            signature.initVerify(KeyFactory.getInstance("RSA").generatePublic(spec));
            signature.update((parts[0] + "." + parts[1]).getBytes(UTF_8));
            require(signature.verify(Base64.getUrlDecoder().decode(parts[2])), "the signature does not hold");
            Map<String, Object> claims = object(Json.read(decoded(parts[1])));
            require(text("issuer").equals(claims.get("iss")), "iss");
            require(text("client_id").equals(claims.get("aud")), "aud is to be a string");
            require(((Number) claims.get("exp")).longValue() > Instant.now().getEpochSecond(), "exp");
            return claims;
        }
        throw new IllegalStateException("no key has this kid");
    }

    /** OpenID Connect Core 5.3.2, as Nimbus' SDK reads it. */
    private static Map<String, Object> userInfo(Answer answer, Map<String, Object> idToken) {
        require(answer.status() == 200, answer.text());
        String type = answer.contentType().split(";")[0].trim();
        require(type.equals("application/json"), "the Content-Type has to be application/json, is " + type);
        Map<String, Object> claims = object(Json.read(answer.text()));
        require(claims.get("sub") instanceof String, "the UserInfo response has no sub that is a string");
        require(claims.get("sub").equals(idToken.get("sub")), "the UserInfo response is about somebody else");
        return claims;
    }

    /** What a client makes of a body that it takes to be packed in any case. */
    private static Object unpacked(Answer answer) throws IOException {
        require(answer.status() == 200, answer.text());
        try (GZIPInputStream packed = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
            return Json.read(new String(packed.readAllBytes(), UTF_8));
        }
    }

    private record Answer(int status, String contentType, byte[] body) {
        String text() {
            return new String(body, UTF_8);
        }
    }

    /** Names no encoding that it takes: what a plain URLConnection does, too. */
    private Answer get(String address, String bearer) throws Exception {
        HttpRequest.Builder asked = HttpRequest.newBuilder(URI.create(address));
        if (bearer != null) asked.header("Authorization", "Bearer " + bearer);
        return send(asked.build());
    }

    private Answer send(HttpRequest asked) throws Exception {
        HttpResponse<byte[]> answer = http.send(asked, HttpResponse.BodyHandlers.ofByteArray());
        return new Answer(answer.statusCode(), answer.headers().firstValue("Content-Type").orElse(""), answer.body());
    }

    private String text(String name) {
        return (String) settings.get(name);
    }

    private static SSLContext trusting(String file) throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null);
        byte[] pem = Files.readAllBytes(Path.of(file));
        trusted.setCertificateEntry("ca", CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem)));
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }

    private static void say(String name, Object value) {
        OUTPUT.println("{" + Json.quoted(name) + ":" + Json.write(value) + "}");
    }

    private static String random() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return base64(bytes);
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String decoded(String part) {
        return new String(Base64.getUrlDecoder().decode(part), UTF_8);
    }

    private static BigInteger number(Object text) {
        return new BigInteger(1, Base64.getUrlDecoder().decode((String) text));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    private static String form(String... pairs) {
        List<String> fields = new ArrayList<>();
        for (int at = 0; at < pairs.length; at += 2) fields.add(encoded(pairs[at]) + "=" + encoded(pairs[at + 1]));
        return String.join("&", fields);
    }

    private static Map<String, String> query(String text) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String field : text.split("&")) {
            String[] pair = field.split("=", 2);
            fields.put(pair[0], URLDecoder.decode(pair[1], UTF_8));
        }
        return fields;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(Object value) {
        require(value instanceof Map, "this is no JSON object: " + value);
        return (Map<String, Object>) value;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) throw new IllegalStateException(otherwise);
    }

    /** JSON (RFC 8259), as much as is needed: strings, numbers, true, false, null, arrays, objects. */
    private static final class Json {
        private final String text;
        private int at;

        private Json(String text) {
            this.text = text;
        }

        static Object read(String text) {
            Json json = new Json(text);
            Object value = json.value();
            json.space();
            require(json.at == text.length(), "there is more than one JSON value");
            return value;
        }

        private Object value() {
            space();
            switch (text.charAt(at)) {
                case '{': return members();
                case '[': return elements();
                case '"': return string();
                case 't': return word("true", Boolean.TRUE);
                case 'f': return word("false", Boolean.FALSE);
                case 'n': return word("null", null);
                default: return number();
            }
        }

        private Map<String, Object> members() {
            Map<String, Object> members = new LinkedHashMap<>();
            at++;
            if (ends('}')) return members;
            do {
                space();
                String name = string();
                space();
                require(text.charAt(at++) == ':', "a colon is missing");
                require(!members.containsKey(name), "the member " + name + " comes twice");
                members.put(name, value());
            } while (goesOn('}'));
            return members;
        }

        private List<Object> elements() {
            List<Object> elements = new ArrayList<>();
            at++;
            if (ends(']')) return elements;
            do {
                elements.add(value());
            } while (goesOn(']'));
            return elements;
        }

        private boolean ends(char last) {
            space();
            if (text.charAt(at) != last) return false;
            at++;
            return true;
        }

        private boolean goesOn(char last) {
            if (ends(last)) return false;
            require(text.charAt(at++) == ',', "a comma is missing");
            return true;
        }

        private String string() {
            require(text.charAt(at++) == '"', "a string is missing");
            StringBuilder read = new StringBuilder();
            for (char c = text.charAt(at++); c != '"'; c = text.charAt(at++)) {
                require(c >= ' ', "a control character in a string");
                read.append(c == '\\' ? escaped() : c);
            }
            return read.toString();
        }

        private char escaped() {
            char c = text.charAt(at++);
            int known = "bfnrt".indexOf(c);
            if (known >= 0) return "\b\f\n\r\t".charAt(known);
            if (c != 'u') return c;
            at += 4;
            return (char) Integer.parseInt(text.substring(at - 4, at), 16);
        }

        private Object number() {
            int from = at;
            while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) at++;
            String number = text.substring(from, at);
            return number.matches("-?\\d+") ? (Object) Long.valueOf(number) : (Object) Double.valueOf(number);
        }

        private Object word(String word, Object value) {
            require(text.startsWith(word, at), "this is no JSON");
            at += word.length();
            return value;
        }

        private void space() {
            while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) at++;
        }

        static String write(Object value) {
            if (value instanceof String text) return quoted(text);
            if (value instanceof List<?> list) return "[" + String.join(",", list.stream().map(Json::write).toList()) + "]";
            if (!(value instanceof Map<?, ?> members)) return String.valueOf(value);
            List<String> parts = new ArrayList<>();
            members.forEach((name, member) -> parts.add(quoted((String) name) + ":" + write(member)));
            return "{" + String.join(",", parts) + "}";
        }

        static String quoted(String text) {
            StringBuilder quoted = new StringBuilder("\"");
            for (char c : text.toCharArray()) {
                if (c == '"' || c == '\\') quoted.append('\\').append(c);
                else if (c < ' ') quoted.append(String.format("\\u%04x", (int) c));
                else quoted.append(c);
            }
            return quoted.append('"').toString();
        }
    }
}
