package osmcp.cloud;

import module java.base;

/** Every request that reached the cloud, in the order in which they were answered. */
public final class Journal {
    private final List<Entry> entries = new ArrayList<>();

    /**
     * One request. Who sent it is blank without a good token; the status is 0 where a fault kept the answer back.
     *
     * @param path    below the service's root, with its query if there is one
     * @param globalId the request id that the client gave, by which the services' logs are joined
     * @param version what the client asked for, as it wrote it
     */
    public record Entry(String service, String method, String path, String body, String user, String project,
            List<String> roles, String globalId, String version, int status) {
        public boolean signsIn() { return service.equals("identity") && path.startsWith("/v3/auth/tokens"); }

        /** A POST that changes nothing: for what a server wrote, and for the address of its screen. */
        private boolean asks() {
            return path.endsWith("/remote-consoles") || body.startsWith("{\"os-getConsoleOutput");
        }

        /** A request that may have changed something. */
        public boolean changes() { return !Set.of("GET", "HEAD").contains(method) && !signsIn() && !asks(); }

        @Override public String toString() { return method + " " + service + " " + path + " -> " + status; }
    }

    private int atOnce;
    private int most;

    synchronized void begins() { most = Math.max(most, ++atOnce); }
    synchronized void ends() { atOnce--; }

    /** How many requests that may change something were being answered at the same time, at most. */
    public synchronized int mostChangesAtOnce() { return most; }

    synchronized void add(Entry entry) { entries.add(entry); }

    /** A place in the journal, to count from. */
    public synchronized int mark() { return entries.size(); }

    public synchronized List<Entry> since(int mark) { return List.copyOf(entries.subList(mark, entries.size())); }

    public List<Entry> all() { return since(0); }

    /** How many requests each service got since then, signing in and versions among them. */
    public Map<String, Long> count(int mark) {
        return since(mark).stream().collect(Collectors.groupingBy(Entry::service, TreeMap::new, Collectors.counting()));
    }

    /** The same without signing in and without the roots that tell versions: what a call costs once all is known. */
    public Map<String, Long> work(int mark) {
        return since(mark).stream().filter(entry -> !entry.signsIn() && !entry.path().matches("/(v[\\d.]+/?)?"))
                .collect(Collectors.groupingBy(Entry::service, TreeMap::new, Collectors.counting()));
    }

    public List<Entry> changes(int mark) { return since(mark).stream().filter(Entry::changes).toList(); }
}
