package osmcp;

import module java.base;
import module java.net.http;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.cloud.*;
import osmcp.json.Json;

/** Shows what the product does: the built image, driven as a client drives it, against the simulated cloud. */
public final class Demo {
    private static final int WIDEST = 150;

    private final Client client;
    private final FakeCloud cloud;

    private Demo(Client client, FakeCloud cloud) {
        this.client = client;
        this.cloud = cloud;
    }

    /** LAUNCHER [--serve] */
    public static void main(String[] args) throws Exception {
        var more = List.of(args).subList(1, args.length);
        if (!more.isEmpty()) {
            if (!more.equals(List.of("--serve"))) {
                System.err.println("demo: takes nothing, or --serve");
                System.exit(2);
            }
            System.exit(serve(args[0]));
        }
        try (var cloud = FakeCloud.start(Options.of(World.scale(1_000)))) {
            say("A simulated OpenStack runs on this machine. It holds a project demo, and a neighbour, other, whose"
                    + " servers have the same names.");
            say("The server is started as an MCP client starts it, as the user demo, and asked over stdin and stdout.");
            try (var client = start(args[0], cloud.environment("demo"))) {
                new Demo(client, cloud).asDemo();
            }
            say("\nStarted to change things too (ALLOW_MODIFY_OPERATIONS=true):");
            try (var client = start(args[0], with(cloud.environment("demo"), "ALLOW_MODIFY_OPERATIONS", "true"))) {
                new Demo(client, cloud).changing();
            }
            say("\nThe same with an administrator's token for demo, to which Nova shows any server by its id:");
            try (var client = start(args[0], cloud.environment("admin", "demo"))) {
                new Demo(client, cloud).asAdmin();
            }
            say("\nA project of 1,000 servers:");
            try (var client = start(args[0], cloud.environment("scale"))) {
                new Demo(client, cloud).asScale();
            }
        }
        say("\nThat was all simulated. README.md says how to connect the same program to a real cloud.");
    }

    /** Stays up until it is ended, with the server's exit code. */
    private static int serve(String launcher) throws Exception {
        try (var cloud = FakeCloud.start(Options.of(World.scale(1_000)))) {
            var environment = with(cloud.environment("demo"), "ALLOW_MODIFY_OPERATIONS", "true");
            int port = port();
            var builder = new ProcessBuilder(launcher, "--type", "streamable-http", "--host", "127.0.0.1", "--port",
                    "" + port).inheritIO();
            builder.environment().clear();
            builder.environment().putAll(environment);
            var server = builder.start();
            Runtime.getRuntime().addShutdownHook(new Thread(server::destroy));
            if (answers(server, URI.create("http://127.0.0.1:" + port + "/healthz"))) {
                invite(launcher, "http://127.0.0.1:" + port + "/mcp", environment);
            }
            return server.waitFor();
        }
    }

    /** The usual one, so that what was pasted yesterday is right today; another where it is taken. */
    private static int port() throws IOException {
        for (int port : List.of(8080, 0)) {
            try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (BindException e) {
                // the next one
            }
        }
        throw new IOException("no port is free");
    }

    private static boolean answers(Process server, URI uri) throws InterruptedException {
        while (server.isAlive()) {
            try (var http = HttpClient.newHttpClient()) {
                http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding());
                return true;
            } catch (IOException e) {
                Thread.sleep(50);
            }
        }
        return false;
    }

    private static void invite(String launcher, String url, Map<String, String> environment) {
        say("A simulated OpenStack runs on this machine, and the server serves its project demo over HTTP at " + url);
        say("It may change things: nothing here is real. Ctrl-C ends both, and all is as before.");
        say("\nClaude Code:\n  claude mcp add --transport http openstack-demo " + url);
        var byUrl = Json.object();
        byUrl.putObject("openstack-demo").put("type", "http").put("url", url);
        say("\nVS Code, in mcp.json:\n  " + Json.text(Json.object().set("servers", byUrl)));
        say("\nCursor, in ~/.cursor/mcp.json, and others:\n  " + Json.text(Json.object().set("mcpServers", byUrl)));
        var byCommand = Json.object();
        byCommand.putObject("openstack-demo").put("command", launcher).set("env", Json.node(environment));
        say("\nClients that start programs, such as Claude Desktop, while this runs:\n  "
                + Json.text(Json.object().set("mcpServers", byCommand)));
        say("\nThen ask: Which of my servers are in ERROR, and why? Do all services answer? Stop all servers whose name"
                + " contains web.\nFor a real cloud, the verb client-config prints the same.");
    }

    private static Client start(String launcher, Map<String, String> environment) throws IOException {
        return new Client(List.of(launcher), environment, ProcessBuilder.Redirect.DISCARD);
    }

    private void asDemo() throws IOException {
        long start = System.nanoTime();
        var hello = client.initialize();
        var server = hello.path("serverInfo");
        say("\ninitialize: answered in " + (System.nanoTime() - start) / 1_000_000 + " ms, by "
                + server.path("name").asText() + " " + server.path("version").asText());
        var tools = client.ask("tools/list", Json.object()).path("tools");
        say("tools/list:");
        for (var tool : tools) say("  " + tool.path("name").asText() + ": " + tool.path("description").asText());

        show("Which servers are there?", "get_instance", "{\"limit\":5}");
        show("Which are in ERROR, and why?", "get_instance", "{\"status\":\"ERROR\",\"fields\":\"name,fault\"}");
        show("Everything about one of them", "get_instance", "{\"names\":\"web-03\",\"detailed\":true}");
        show("Where is 10.0.0.7?", "get_instance",
                "{\"search_term\":\"10.0.0.7\",\"search_in\":\"address\",\"fields\":\"name,addresses\"}");
        show("Which flavors have 8 vCPUs?", "get_flavor_list", "{\"min_vcpus\":8}");
        var foreign = cloud.world().ids("servers", "other").getFirst();
        show("A server of the neighbour, by its id: answered like one that does not exist", "get_instance",
                "{\"ids\":\"" + foreign + "\"}");
        show("A misspelt argument: the answer says which there are", "get_instance", "{\"nmae\":\"web-03\"}");
        cloud.faults().add("GET", "image /", 3, Fault.status(503));
        show("Glance is down: the answer comes without the names of images, and says so", "get_instance",
                "{\"limit\":1}");
        show("Do all services answer? What policy hides from a member is told as hidden", "get_service_status", "{}");
    }

    private static Map<String, String> with(Map<String, String> environment, String name, String value) {
        environment.put(name, value);
        return environment;
    }

    private void changing() throws IOException {
        client.initialize();
        show("What would be stopped? Both filters must fit", "set_instance", "{\"action\":\"stop\","
                + "\"name_contains\":\"web\",\"flavor_contains\":\"large\",\"dry_run\":true}");
        show("Stop them, and wait", "set_instance", "{\"action\":\"stop\",\"name_contains\":\"web\","
                + "\"flavor_contains\":\"large\",\"wait_seconds\":20}");
        show("Reboot what is stopped: the cloud says no, the answer says what leads out", "set_instance",
                "{\"action\":\"reboot\",\"names\":\"is-stopped\"}");
        show("Attach a volume", "set_server_volume", "{\"action\":\"attach\",\"server\":\"db-01\","
                + "\"names\":\"vol-01\",\"wait_seconds\":20}");
        show("Delete by a part of the name: not what cannot be undone", "set_instance",
                "{\"action\":\"delete\",\"name_contains\":\"web\"}");
        var foreign = cloud.world().ids("networks", "other").getFirst();
        show("A subnet on the neighbour's network", "set_subnets", "{\"action\":\"create\",\"names\":\"mine\","
                + "\"cidr\":\"10.99.0.0/24\",\"network\":\"" + foreign + "\"}");
    }

    private void asAdmin() throws IOException {
        client.initialize();
        show("How many servers called web-… has demo? Only its own are counted", "get_instance",
                "{\"search_term\":\"web-\",\"fields\":\"name,host\"}");
        var foreign = cloud.world().ids("servers", "other").getFirst();
        show("The neighbour's server, by its id", "get_instance", "{\"ids\":\"" + foreign + "\"}");
    }

    private void asScale() throws IOException {
        client.initialize();
        show("The first page", "get_instance", "{\"fields\":\"name,status\",\"limit\":3}");
        show("All of them, as far as an answer goes", "get_instance", "{\"all_instances\":true}");
    }

    private void show(String question, String tool, String args) throws IOException {
        say("\n" + question + "\n  " + tool + " " + args);
        int mark = cloud.journal().mark();
        var result = client.call(tool, Lab.json(args));
        if (result.path("isError").asBoolean()) {
            result.path("content").path(0).path("text").asText().lines().forEach(line -> say("  ! " + line));
        } else {
            print(result.path("structuredContent"));
        }
        say("  (" + result.path("_meta").path("ms").asText() + " ms; requests that the cloud saw: "
                + cloud.journal().count(mark) + ")");
    }

    /** The rows a line each, and before them what else the answer says. */
    private static void print(JsonNode answer) {
        var rest = answer.deepCopy();
        for (var name : List.of("items", "services")) ((ObjectNode) rest).remove(name);
        say("  " + shorten(Json.text(rest)));
        for (var list : List.of(answer.path("items"), answer.path("services"))) {
            list.valueStream().limit(7).forEach(row -> say("    " + shorten(Json.text(row))));
            if (list.size() > 7) say("    … and " + (list.size() - 7) + " more");
        }
    }

    private static String shorten(String text) {
        return text.length() <= WIDEST ? text : text.substring(0, WIDEST - 1) + "…";
    }

    private static void say(String line) { System.out.println(line); }
}
