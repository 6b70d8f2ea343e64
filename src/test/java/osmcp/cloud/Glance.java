package osmcp.cloud;

import module java.base;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.json.Json;

/** The image service, v2: lists with its own filters, and one image. */
final class Glance extends Service {
    private static final List<String> SORTED_BY = List.of("name", "status", "container_format", "disk_format", "size",
            "id", "created_at", "updated_at");
    private static final Set<String> NO_FILTERS = Set.of("limit", "marker", "sort", "sort_key", "sort_dir",
            "visibility", "member_status", "os_hidden");

    Glance(FakeCloud cloud) { super(cloud, "image", "/image"); }

    @Override Answer answer(Request request) {
        var path = request.segments();
        // everything but v2 is answered with the versions: 300, and 200 only at /versions
        if (!path.getFirst().matches("v2(\\.\\d+)?")) {
            var versions = document(request, "/");
            return at(request, "/versions") ? new Answer(200, versions.headers(), versions.body(), versions.json())
                    : versions;
        }
        if (request.caller().isEmpty()) return error(request, 401, "");
        if (path.size() == 1) {
            return identified(request, Answer.of(302, "text/plain; charset=utf8", "")
                    .with("Location", request.root() + "/v2/"));
        }
        return identified(request, !path.get(1).equals("images") || !request.method().equals("GET") ? notFound(request)
                : path.size() == 2 ? list(request) : path.size() == 3 && !path.get(2).isEmpty()
                ? one(request, path.get(2)) : notFound(request));
    }

    @Override Answer error(Request request, int status, String message) {
        if (status != 401) return webob(request, status, message);
        return webob(request, 401, "This server could not verify that you are authorized to access the document "
                + "you requested. Either you supplied the wrong credentials (e.g., bad password), or your browser does "
                + "not understand how to supply the credentials required.").with("WWW-Authenticate", challenge());
    }

    /** By its id also what no list has: the hidden, the pending, and every community image. */
    private Answer one(Request request, String id) {
        return cloud.world().find("images", id).filter(image -> visible(request, image, "all"))
                .map(image -> Answer.of(200, image))
                .orElseGet(() -> error(request, 404, "No image found with ID " + id));
    }

    private boolean visible(Request request, ObjectNode image, String memberStatus) {
        var caller = request.caller().orElseThrow();
        var visibility = image.path("visibility").asText();
        return caller.admin() || owned(request, image) || List.of("public", "community").contains(visibility)
                || visibility.equals("shared") && shared(image, caller.projectId(), memberStatus);
    }

    private static boolean owned(Request request, ObjectNode image) {
        return image.path("owner").asText().equals(request.caller().orElseThrow().projectId());
    }

    private boolean shared(ObjectNode image, String project, String status) {
        return cloud.world().rows("image_members").stream().map(World.Row::json)
                .anyMatch(member -> member.get("image_id").equals(image.get("id"))
                        && member.path("member_id").asText().equals(project)
                        && List.of("all", member.path("status").asText()).contains(status));
    }

    private Answer list(Request request) {
        var query = request.query();
        var wrong = wrong(request);
        if (wrong.isPresent()) return wrong.get();
        int limit = Math.min(1000, Integer.parseInt(query.last("limit").orElse("25")));
        var rows = new ArrayList<>(cloud.world().rows("images").stream().map(World.Row::json)
                .sorted(order(query)).toList());
        if (query.has("marker")) {
            var id = query.last("marker").orElseThrow();
            var marker = cloud.world().find("images", id);
            if (marker.isEmpty()) return error(request, 400, "No image found with ID " + id);
            if (!visible(request, marker.get(), "all")) {
                return error(request, 403, "Forbidding request, image " + id + " not visible");
            }
            rows.subList(0, rows.indexOf(marker.get()) + 1).clear();
        }
        var memberStatus = query.last("member_status").orElse("accepted");
        var page = rows.stream().filter(image -> visible(request, image, memberStatus) && listed(request, image))
                .filter(image -> query.names().stream().allMatch(name -> NO_FILTERS.contains(name)
                        || Filters.matches(image, name, query.last(name).orElseThrow())))
                .limit(limit).toList();
        var body = object("images", Json.node(page));
        body.put("first", link(query, "")).put("schema", "/v2/schemas/images");
        // a full page has a next one, even if that is empty
        if (limit > 0 && page.size() == limit) body.put("next", link(query, page.getLast().path("id").asText()));
        return Answer.of(200, body);
    }

    /** Community images are in a list only where asked for, hidden ones only among themselves. */
    private static boolean listed(Request request, ObjectNode image) {
        var visibility = request.query().last("visibility").orElse("");
        boolean hidden = request.query().last("os_hidden").orElse("false").equalsIgnoreCase("true");
        return image.path("os_hidden").asBoolean() == hidden
                && (visibility.equals("all") || visibility.equals(image.path("visibility").asText())
                || visibility.isEmpty() && (!image.path("visibility").asText().equals("community")
                || owned(request, image)));
    }

    private Optional<Answer> wrong(Request request) {
        var query = request.query();
        for (var name : query.names()) {
            var text = query.last(name).orElseThrow();
            var words = switch (name) {
                case "limit" -> !text.matches("-?\\d{1,9}") ? "limit param must be an integer"
                        : text.startsWith("-") ? "limit param must be positive" : "";
                case "visibility" -> Set.of("public", "private", "shared", "community", "all").contains(text) ? ""
                        : "Invalid visibility value: " + text;
                case "os_hidden" -> Set.of("true", "false").contains(text.toLowerCase(Locale.ROOT)) ? ""
                        : "Invalid value '" + text + "' for 'os_hidden' filter. Valid values are 'true' or 'false'.";
                case "size_min", "size_max" -> text.matches("\\d+") ? ""
                        : "Unable to filter on a range with a non-numeric value.";
                case "created_at", "updated_at" -> text.matches("(\\w+:)?\\d{4}-.*") ? ""
                        : "Bad \"" + name + "\" query filter format. Use ISO 8601 DateTime notation.";
                case "id", "name", "status", "container_format", "disk_format" ->
                    text.matches("(neq|gt|gte|lt|lte):.*") ? "Unable to filter by unknown operator '"
                            + text.substring(0, text.indexOf(':')) + "'." : "";
                case "member_status" -> Set.of("pending", "accepted", "rejected", "all").contains(text) ? ""
                        : "Invalid status: " + text;
                case "sort", "sort_key" -> Stream.of(text.split(",")).map(key -> key.split(":")[0])
                        .filter(key -> !SORTED_BY.contains(key)).findFirst()
                        .map(key -> "Invalid sort key: " + key + ". It must be one of the following: "
                                + String.join(", ", SORTED_BY) + ".").orElse("");
                case "sort_dir" -> Set.of("asc", "desc").contains(text) ? "" : "Invalid sort direction: " + text;
                default -> "";
            };
            if (!words.isEmpty()) return Optional.of(error(request, 400, words));
        }
        return Optional.empty();
    }

    private static Comparator<ObjectNode> order(Query query) {
        var keys = query.last("sort").map(text -> List.of(text.split(",")))
                .orElseGet(() -> query.all("sort_key").stream()
                        .map(key -> key + ":" + query.last("sort_dir").orElse("desc")).toList());
        var whole = new ArrayList<>(keys);
        var ties = keys.isEmpty() ? ":" + query.last("sort_dir").orElse("desc") : keys.getFirst().endsWith(":asc")
                ? ":asc" : ":desc";
        whole.addAll(List.of("created_at" + ties, "id" + ties));
        return whole.stream().map(Glance::by).reduce(Comparator::thenComparing).orElseThrow();
    }

    private static Comparator<ObjectNode> by(String text) {
        var key = text.split(":")[0];
        Comparator<ObjectNode> by = key.equals("size") ? Comparator.comparingLong(image -> image.path(key).asLong())
                : Comparator.comparing(image -> image.path(key).asText());
        return text.endsWith(":asc") ? by : by.reversed();
    }

    private static String link(Query query, String marker) {
        var parts = new StringJoiner("&", "/v2/images?", "").setEmptyValue("/v2/images");
        query.names().stream().filter(name -> !name.equals("marker"))
                .forEach(name -> parts.add(name + "=" + Query.encode(query.last(name).orElseThrow())));
        if (!marker.isEmpty()) parts.add("marker=" + marker);
        return parts.toString();
    }

    /** What an image must be like. A name that is no field is a property, so an unknown filter finds nothing. */
    private static final class Filters {
        static boolean matches(ObjectNode image, String name, String text) {
            return switch (name) {
                case "size_min" -> image.path("size").asLong() >= Long.parseLong(text);
                case "size_max" -> image.path("size").asLong() <= Long.parseLong(text);
                case "tag" -> image.path("tags").valueStream().anyMatch(tag -> tag.asText().equals(text));
                case "created_at", "updated_at" -> inTime(image.path(name).asText(), text);
                default -> image.has(name) && (text.startsWith("in:") && LISTED.contains(name)
                        ? Stream.of(text.substring(3).split(",")).anyMatch(one -> same(image, name, one))
                        : same(image, name, text));
            };
        }

        private static final Set<String> LISTED = Set.of("id", "name", "status", "container_format", "disk_format");

        /** MariaDB does not tell great letters from small ones. */
        private static boolean same(ObjectNode image, String name, String text) {
            var plain = text.replaceFirst("^eq:", "").replaceFirst("^\"(.*)\"$", "$1");
            return image.path(name).asText().equalsIgnoreCase(plain);
        }

        private static boolean inTime(String time, String text) {
            int at = text.matches("[a-z]+:.*") ? text.indexOf(':') : -1;
            int order = time.compareTo(text.substring(at + 1));
            return switch (at < 0 ? "eq" : text.substring(0, at)) {
                case "gt" -> order > 0;
                case "gte" -> order >= 0;
                case "lt" -> order < 0;
                case "lte" -> order <= 0;
                case "neq" -> order != 0;
                default -> order == 0;
            };
        }
    }
}
