package osmcp.tools.compute;

import module java.base;

/** A new Ed25519 key pair, as OpenSSH writes its own, without a passphrase. Its private part is never printed. */
record SshKey(String publicKey, String privateKey) {
    private static final String TYPE = "ssh-ed25519";
    private static final int LENGTH = 32;
    private static final int BLOCK = 8;
    private static final int LINE = 70;

    /** @param comment stands behind the key, and in it */
    static SshKey make(String comment) {
        try {
            var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            var coded = pair.getPublic().getEncoded();
            // X.509 puts twelve bytes before the key itself
            var point = Arrays.copyOfRange(coded, coded.length - LENGTH, coded.length);
            var seed = ((EdECPrivateKey) pair.getPrivate()).getBytes().orElseThrow();
            return new SshKey(TYPE + " " + Base64.getEncoder().encodeToString(open(point)) + " " + comment,
                    pem(container(point, seed, comment)));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e); // every JDK has it, and memory takes what is written
        }
    }

    private static byte[] open(byte[] point) throws IOException {
        return written(out -> {
            text(out, TYPE);
            part(out, point);
        });
    }

    /** openssh-key-v1, as PROTOCOL.key in OpenSSH's source has it. */
    private static byte[] container(byte[] point, byte[] seed, String comment) throws IOException {
        var secret = written(out -> {
            int check = new SecureRandom().nextInt(); // twice: a passphrase that fits makes both the same
            out.writeInt(check);
            out.writeInt(check);
            text(out, TYPE);
            part(out, point);
            out.writeInt(2 * LENGTH);
            out.write(seed);
            out.write(point);
            text(out, comment);
            for (int i = 1; out.size() % BLOCK != 0; i++) out.writeByte(i);
        });
        return written(out -> {
            out.writeBytes("openssh-key-v1\0");
            text(out, "none"); // the cipher
            text(out, "none"); // how its key is made
            text(out, "");
            out.writeInt(1); // so many keys
            part(out, open(point));
            part(out, secret);
        });
    }

    private static String pem(byte[] bytes) {
        return "-----BEGIN OPENSSH PRIVATE KEY-----\n"
                + Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(bytes)
                + "\n-----END OPENSSH PRIVATE KEY-----\n";
    }

    private interface Writing {
        void to(DataOutputStream out) throws IOException;
    }

    private static byte[] written(Writing writing) throws IOException {
        var bytes = new ByteArrayOutputStream();
        writing.to(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        part(out, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void part(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    @Override public String toString() { return publicKey; }
}
