package osmcp.cloud;

import module java.base;
import osmcp.cloud.Nova.Call;
import osmcp.cloud.Nova.Refused;

/** Key pairs are made and deleted by their users; project and role do not matter, a reader may, too. */
final class NovaKeys {
    private static final String RULE = "os_compute_api:os-keypairs:";
    private static final String SAFE =
            "@._- 0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final Set<String> TYPES = Set.of("ssh-rsa", "ssh-ed25519", "ecdsa-sha2-nistp256",
            "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521");

    private final Nova nova;

    NovaKeys(Nova nova) { this.nova = nova; }

    /**
     * POST /os-keypairs: the type may be said since 2.2, another user since 2.10; without a public key Nova made a pair
     * up to 2.91, which is not simulated.
     */
    Answer create(Call call) {
        var known = new HashSet<>(Set.of("name", "public_key"));
        if (call.from(2)) known.add("type");
        if (call.from(10)) known.add("user_id");
        var key = NovaSchema.inner(call, "keypair", List.of("name", "public_key"), known);
        var name = NovaSchema.name(key, "name");
        if (!key.path("public_key").isTextual()) {
            throw NovaBodies.invalid("public_key", key.path("public_key"), " is not of type 'string'");
        }
        var type = key.has("type") ? NovaSchema.oneOf(key, "type", List.of("ssh", "x509")) : "ssh";
        var user = key.has("user_id") ? NovaSchema.text(key, "user_id", 255) : call.caller().userId();
        if (!user.equals(call.caller().userId())) Nova.allow(call, RULE + "create");
        if (name.chars().anyMatch(c -> SAFE.indexOf(c) < 0)) {
            throw NovaSchema.badName("Only expected characters: [" + SAFE + "]");
        }
        var world = nova.cloud.world();
        var own = world.rows("keypairs").stream().map(World.Row::json)
                .filter(row -> row.path("user_id").asText().equals(user)).toList();
        // looked at before whether the name is taken
        if (Quotas.exceeded(world, "compute", call.caller().projectId(), "key_pairs", own.size(), 1)) {
            throw new Refused(403, "Quota exceeded, too many key pairs.");
        }
        var print = fingerprint(key.path("public_key").textValue(), type);
        if (own.stream().anyMatch(row -> row.path("name").asText().equals(name))) {
            throw new Refused(409, "Key pair '" + name + "' already exists.");
        }
        int number = 1 + world.rows("keypairs").stream().mapToInt(row -> row.json().path("-number").asInt()).max()
                .orElse(0);
        var row = world.add("keypairs", call.caller().project(), Map.of("name", name, "id",
                World.id(user, "keypairs", name), "user_id", user, "type", type, "public_key",
                key.get("public_key"), "fingerprint", print, "-number", number, "created_at", CinderRows.now()));
        var shown = row.deepCopy().retain("name", "public_key", "fingerprint", "user_id", "type");
        if (!call.from(2)) shown.remove("type");
        return Answer.of(call.from(2) ? 201 : 200, Service.object("keypair", shown));
    }

    private static String fingerprint(String key, String type) {
        if (type.equals("x509")) {
            throw new Refused(400, "Keypair data is invalid: failed to generate X509 fingerprint. Error message: "
                    + "Unable to load PEM file. See https://cryptography.io/en/latest/faq/"
                    + "#why-can-t-i-import-my-pem-file for more details. MalformedFraming");
        }
        var words = key.strip().split("\\s+");
        try {
            var blob = Base64.getDecoder().decode(words.length > 1 ? words[1] : "");
            var name = words[0].getBytes(StandardCharsets.US_ASCII);
            boolean fits = TYPES.contains(words[0]) && blob.length > 4 + name.length
                    && ByteBuffer.wrap(blob).getInt() == name.length
                    && Arrays.equals(name, Arrays.copyOfRange(blob, 4, 4 + name.length))
                    && (!words[0].equals("ssh-ed25519") || blob.length == 51);
            if (fits) return HexFormat.ofDelimiter(":").formatHex(MessageDigest.getInstance("MD5").digest(blob));
        } catch (IllegalArgumentException e) {
            // told below
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        throw new Refused(400, "Keypair data is invalid: failed to generate fingerprint");
    }

    /** DELETE /os-keypairs/{name}: 202 up to 2.1, 204 since; a server that was made with it keeps its name. */
    Answer delete(Call call) {
        Nova.known(call, Set.of("user_id"), "Additional properties are not allowed ('%s' was unexpected)");
        var name = call.path().get(1);
        var user = call.from(10) ? call.query().last("user_id").orElse(call.caller().userId())
                : call.caller().userId();
        if (!user.equals(call.caller().userId())) Nova.allow(call, RULE + "delete");
        var row = nova.cloud.world().rows("keypairs").stream()
                .filter(one -> one.json().path("user_id").asText().equals(user))
                .filter(one -> one.json().path("name").asText().equals(name)).findFirst()
                .orElseThrow(() -> new Refused(404, "Keypair " + name + " not found for user " + user));
        nova.cloud.world().remove("keypairs", row.id());
        return Answer.of(call.from(2) ? 204 : 202, "application/json", "");
    }
}
