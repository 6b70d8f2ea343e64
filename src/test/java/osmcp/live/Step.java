package osmcp.live;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.*;

/**
 * One call of a tool, and what has to be so afterwards: by its answer, and by the cloud itself. In all texts
 * {@code $thing} stands for the name of a thing and {@code #thing} for its id; it is made before, if it is not there.
 */
final class Step {
    private static final Pattern REFUSED = Pattern.compile("(?s).* answered 403.*|.*has no .* service.*");
    private static final Pattern CLOUD = Pattern.compile("[A-Z]\\w+ answered \\d{3}: [^;]*?(?= / |;|$)");
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    /** @param words what the answer said, where it is not as it should be */
    record Outcome(Result result, String words, int requests, long ms) {}

    enum Result { PASSED, SKIPPED, FAILED }

    private interface Test { boolean of(JsonNode answer, Things things) throws InterruptedException; }

    private record Check(String what, Test test) {}

    private final String tool;
    private final String args;
    private final List<Check> checks = new ArrayList<>();
    private final List<String> needs = new ArrayList<>();
    private final Map<String, String> kept = new LinkedHashMap<>();
    private Pattern excuse = REFUSED;
    private boolean shown;
    private boolean again;

    private Step(String tool, String args) {
        this.tool = tool;
        this.args = args;
    }

    /** @param args with single quotes */
    static Step call(String tool, String args) { return new Step(tool, args); }

    /** A change of things by their names, all of which have to be as they are meant to be in the end. */
    static Step set(String tool, String action, String names, String more) {
        var step = call(tool, "{'action': '" + action + "', 'names': '" + names + "', "
                + (more.isEmpty() ? "" : more + ", ") + "'wait_seconds': 45}");
        return step.done(names.split(",").length);
    }

    /** Besides what the arguments name. */
    Step needs(String... things) {
        needs.addAll(List.of(things));
        return this;
    }

    /** It cannot be undone: it is shown first, and done with the confirmation. */
    Step shownFirst() {
        shown = true;
        return this;
    }

    /** Other words besides a refusal by policy that tell that this cloud cannot do it. */
    Step unless(String words) {
        excuse = Pattern.compile(REFUSED + "|(?s).*(" + words + ").*");
        return this;
    }

    /** What it is about may not have begun: it is called again for a while. */
    Step again() {
        again = true;
        return this;
    }

    /** Something that came out of it is a thing by that name from here on. */
    Step keeps(String thing, String pointer) {
        kept.put(thing, pointer);
        return this;
    }

    /** So many were done, and where there is a state to reach they have reached it. */
    Step done(int number) {
        return says(number + " done", answer -> answer.path("done").asInt() == number && answer.path("items")
                .valueStream().allMatch(item -> item.path("mark").asText("reached").equals("reached")));
    }

    Step says(String what, Predicate<JsonNode> right) {
        checks.add(new Check("the answer: " + what, (answer, _) -> right.test(answer)));
        return this;
    }

    Step says(String pointer, String text) {
        checks.add(new Check("the answer's " + pointer + " is " + text,
                (answer, things) -> answer.at(pointer).asText().equals(things.expand(text))));
        return this;
    }

    /** That text is somewhere there in the answer. */
    Step tells(String pointer, String text) {
        checks.add(new Check("the answer's " + pointer + " has " + text,
                (answer, things) -> answer.at(pointer).toString().contains(things.expand(text))));
        return this;
    }

    /** The cloud shows that text there, at once or soon. */
    Step sees(String service, String path, String pointer, String text) {
        return looks(service, path, pointer + " is " + text, (found, things) ->
                found.at(pointer).asText().equals(things.expand(text)));
    }

    /** What the cloud shows there has that text in it. */
    Step holds(String service, String path, String pointer, String text) {
        return looks(service, path, pointer + " has " + text, (found, things) ->
                !found.at(pointer).isMissingNode() && found.at(pointer).toString().contains(things.expand(text)));
    }

    /** It has not, or no longer. */
    Step lacks(String service, String path, String pointer, String text) {
        return looks(service, path, pointer + " lacks " + text, (found, things) ->
                !found.at(pointer).isMissingNode() && !found.at(pointer).toString().contains(things.expand(text)));
    }

    /** The cloud has so many of them there. */
    Step counts(String service, String path, String pointer, int number) {
        return looks(service, path, pointer + " are " + number, (found, _) -> found.at(pointer).size() == number);
    }

    /** The cloud has no such thing any more. */
    Step gone(String service, String path) {
        return soon(path + " is gone", (_, things) -> {
            try {
                things.cloud.get(service, things.expand(path));
                return false;
            } catch (RawCloud.Refused e) {
                return e.status == 404;
            }
        });
    }

    /** Its answer has as many of something as the cloud. */
    Step agrees(String own, String service, String path, String pointer) {
        return soon(own + " are as many as " + pointer + " of " + path, (answer, things) -> answer.at(own).size()
                == things.cloud.get(service, things.expand(path)).at(pointer).size());
    }

    private Step looks(String service, String path, String what, Test right) {
        return soon(path + " " + what, (_, things) -> right.of(things.cloud.get(service, things.expand(path)), things));
    }

    /** Much is done by the cloud a moment after it has taken the order. */
    private Step soon(String what, Test test) {
        checks.add(new Check("the cloud: " + what, (answer, things) -> {
            for (var end = Instant.now().plus(PATIENCE); !test.of(answer, things); Thread.sleep(500)) {
                if (Instant.now().isAfter(end)) return false;
            }
            return true;
        }));
        return this;
    }

    String tool() { return tool; }

    /** Blank where the tool reads. */
    String action() { return Lab.json(args.replace('\'', '"')).path("action").asText(""); }

    /** The things that it is about. */
    Set<String> things() { return Things.named(args); }

    Outcome run(Client client, Things things) throws IOException {
        int requests = 0;
        long ms = 0;
        try {
            for (var need : needs) things.need(need);
            var said = Lab.json(things.expand(args).replace('\'', '"'));
            JsonNode result;
            int tries = again ? 20 : 1;
            do {
                result = client.call(tool, said);
                requests += result.at("/_meta/requests").asInt();
                ms += result.at("/_meta/ms").asLong();
            } while (--tries > 0 && excuse.matcher(words(result)).matches());
            var first = result.path("structuredContent");
            if (shown && first.path("result").asText().equals("needs_confirmation")) {
                result = client.call(tool, said.put("confirm", first.path("confirm").asText()));
                requests += result.at("/_meta/requests").asInt();
                ms += result.at("/_meta/ms").asLong();
            } else if (shown && !result.path("isError").asBoolean()) {
                return new Outcome(Result.FAILED, "was done without being shown first", requests, ms);
            }
            var wrong = wrong(result, things);
            if (wrong.isEmpty()) return new Outcome(Result.PASSED, "", requests, ms);
            var words = words(result);
            boolean excused = excuse.matcher(words).matches();
            var cloud = CLOUD.matcher(words);
            return excused ? new Outcome(Result.SKIPPED, cloud.find() ? cloud.group() : words, requests, ms)
                    : new Outcome(Result.FAILED, wrong + ": " + words, requests, ms);
        } catch (RawCloud.Refused | InterruptedException e) {
            return new Outcome(Result.SKIPPED, e.getMessage(), requests, ms);
        }
    }

    private String wrong(JsonNode result, Things things) throws InterruptedException {
        if (result.path("isError").asBoolean()) return "refused";
        var answer = (ObjectNode) result.path("structuredContent");
        kept.forEach((thing, pointer) -> things.keep(thing, answer.at(pointer).asText()));
        for (var check : checks) {
            try {
                if (!check.test().of(answer, things)) return "not so: " + check.what();
            } catch (RawCloud.Refused e) {
                if (e.status == 403) throw e; // this account may not look
                return "not so: " + check.what() + ", which is " + e.getMessage();
            }
        }
        return "";
    }

    /** The first lines of an answer, which hold what matters, and never a key. */
    private static String words(JsonNode result) {
        return result.at("/content/0/text").asText().lines().takeWhile(line -> !line.contains("PRIVATE KEY")).limit(4)
                .collect(Collectors.joining(" / "));
    }
}
