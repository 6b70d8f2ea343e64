package osmcp.secret;

import module java.base;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Small state that travels with those who come back, so that no process has to remember them: what was sealed with a
 * key is opened by every process that has the same one, until its time is over. It can be read by whoever has it.
 */
public final class Signed {
    private static final int KEY_BYTES = 32;
    private static final String ALGORITHM = "HmacSHA256";

    private SecretKeySpec key;

    private Signed() {}

    /** @throws IllegalArgumentException the key is not of 32 bytes */
    public Signed(byte[] key) {
        if (key.length != KEY_BYTES) throw new IllegalArgumentException("must be 32 bytes, in base64");
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    /** With a key that nobody else has, for as long as this process lives. */
    public static Signed ownKey() { return new Signed(); }

    /** One's own is made when first needed: the source of its randomness takes its time, and many need none. */
    private synchronized SecretKeySpec key() {
        if (key == null) {
            var bytes = new byte[KEY_BYTES];
            new SecureRandom().nextBytes(bytes);
            key = new SecretKeySpec(bytes, ALGORITHM);
        }
        return key;
    }

    /**
     * @param purpose what it is for: it cannot be opened for another
     * @return letters, digits, and the signs {@code -_.}
     */
    public String seal(String purpose, String text, Instant until) {
        var body = base64((until.getEpochSecond() + " " + text).getBytes(StandardCharsets.UTF_8));
        return body + "." + base64(mac(purpose, body));
    }

    /** The text, if it was sealed for this purpose with this key, and its time is not over. */
    public Optional<String> open(String purpose, String sealed) {
        int dot = sealed.indexOf('.');
        if (dot < 0) return Optional.empty();
        var body = sealed.substring(0, dot);
        // compared as text: several texts decode to the same bytes
        boolean ours = MessageDigest.isEqual(base64(mac(purpose, body)).getBytes(StandardCharsets.US_ASCII),
                sealed.substring(dot + 1).getBytes(StandardCharsets.UTF_8));
        if (!ours) return Optional.empty();
        var whole = new String(Base64.getUrlDecoder().decode(body), StandardCharsets.UTF_8);
        int space = whole.indexOf(' ');
        boolean over = Instant.now().getEpochSecond() >= Long.parseLong(whole.substring(0, space));
        return over ? Optional.empty() : Optional.of(whole.substring(space + 1));
    }

    private byte[] mac(String purpose, String body) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key());
            return mac.doFinal((purpose + "\n" + body).getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }

    private static String base64(byte[] bytes) { return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes); }

    @Override public String toString() { return "***"; }
}
