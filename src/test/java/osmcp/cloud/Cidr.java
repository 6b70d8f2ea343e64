package osmcp.cloud;

import module java.base;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.regex.Pattern;
import osmcp.json.Json;

/**
 * A range of addresses, and how Neutron divides it.
 *
 * @param bits of an address: 32 or 128
 */
record Cidr(BigInteger first, int prefix, int bits) {
    /** Empty if it is none. Bits below the prefix are dropped; without a prefix it is one address. */
    static Optional<Cidr> parse(String text) {
        var parts = text.split("/", -1);
        var address = address(parts[0]);
        if (address.isEmpty() || parts.length > 2 || parts.length == 2 && !parts[1].matches("\\d{1,3}")) {
            return Optional.empty();
        }
        int bits = bits(parts[0]);
        int prefix = parts.length == 2 ? Integer.parseInt(parts[1]) : bits;
        if (prefix > bits) return Optional.empty();
        return Optional.of(new Cidr(address.get().shiftRight(bits - prefix).shiftLeft(bits - prefix), prefix, bits));
    }

    static Optional<BigInteger> address(String text) {
        if (!text.matches("\\d{1,3}(\\.\\d{1,3}){3}") && !text.matches("[\\p{XDigit}.]*:[\\p{XDigit}:.]*")) {
            return Optional.empty();
        }
        try {
            return Optional.of(new BigInteger(1, InetAddress.ofLiteral(text).getAddress()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static int bits(String address) { return address.contains(":") ? 128 : 32; }

    int version() { return bits == 32 ? 4 : 6; }

    BigInteger last() { return first.add(BigInteger.ONE.shiftLeft(bits - prefix)).subtract(BigInteger.ONE); }

    boolean contains(BigInteger address) { return address.compareTo(first) >= 0 && address.compareTo(last()) <= 0; }

    boolean overlaps(Cidr other) {
        return bits == other.bits && (contains(other.first) || other.contains(first));
    }

    /** What it is where none is given: the first address that a host may have, or in version 6 the very first. */
    String gateway() { return text(bits == 32 ? first.add(BigInteger.ONE) : first); }

    /** Whether a gateway may be there: outside of the range it may. */
    boolean allows(BigInteger gateway) { return bits != 32 || !gateway.equals(first) && !gateway.equals(last()); }

    /** All addresses that hosts may have but the gateway's; if that lies in between, of two parts any may be first. */
    ArrayNode pools(Optional<String> gateway) {
        var from = first.add(BigInteger.ONE);
        var to = bits == 32 ? last().subtract(BigInteger.ONE) : last();
        var hole = gateway.filter(text -> bits(text) == bits).flatMap(Cidr::address)
                .filter(address -> address.compareTo(from) >= 0 && address.compareTo(to) <= 0);
        var pools = Json.array();
        hole.ifPresent(address -> add(pools, address.add(BigInteger.ONE), to));
        add(pools, from, hole.map(address -> address.subtract(BigInteger.ONE)).orElse(to));
        return pools;
    }

    private void add(ArrayNode pools, BigInteger from, BigInteger to) {
        if (from.compareTo(to) <= 0) pools.addObject().put("start", text(from)).put("end", text(to));
    }

    @Override public String toString() { return text(first) + "/" + prefix; }

    /** An address of this range's version, zeros left out as Python does it. */
    String text(BigInteger address) {
        if (bits == 32) {
            return IntStream.of(24, 16, 8, 0).mapToObj(at -> address.shiftRight(at).and(BigInteger.valueOf(255)) + "")
                    .collect(Collectors.joining("."));
        }
        var text = IntStream.rangeClosed(0, 7).mapToObj(n -> address.shiftRight(112 - 16 * n)
                .and(BigInteger.valueOf(0xffff)).toString(16)).collect(Collectors.joining(":"));
        return Pattern.compile("(?<![\\p{XDigit}])0(:0)+(?![\\p{XDigit}])").matcher(text).results()
                .max(Comparator.comparingInt((MatchResult zeros) -> zeros.group().length())
                        .thenComparing(zeros -> -zeros.start()))
                .map(zeros -> text.substring(0, zeros.start()).replaceFirst(":$", "") + "::"
                        + text.substring(zeros.end()).replaceFirst("^:", "")).orElse(text);
    }
}
