package osmcp.tools.compute;

import static osmcp.openstack.compute.Server.SERVERS;
import static osmcp.tool.Toolset.COMPUTE;

import module java.base;
import osmcp.json.Doc;
import osmcp.openstack.Ref;
import osmcp.openstack.compute.*;
import osmcp.tool.*;

/** What a server wrote, or where its screen is. Both are asked for by a POST that changes nothing. */
public final class ConsoleTools {
    /** So much of a log fits into an answer, counted as JSON writes it. */
    private static final int MOST_CHARACTERS = 38_000;

    private ConsoleTools() {}

    public static List<Tool> all() { return List.of(SHOW); }

    enum What { LOG, URL }

    record Query(
            @Doc("name or id") String server,
            @Doc(or = "log") What what,
            @Doc(or = "100", min = 1, max = 1_000) int lines,
            @Doc(or = "novnc") Consoles.Type type) {}

    record Console(String id, String name, String status, Optional<String> log, Optional<String> type,
            Optional<String> url, Optional<List<String>> notes) {}

    static final Tool SHOW = Tool.read(COMPUTE, "get_server_console", """
            Read the end of an instance's console log (boot messages), or get a URL of its screen (VNC, serial console).
            """, Query.class, Console.class, (in, cloud) -> {
                var server = cloud.see(SERVERS, in.server());
                return in.what() == What.LOG ? log(server, in.lines(), cloud) : screen(server, in.type(), cloud);
            });

    private static Console log(Ref<Server> server, int lines, Cloud cloud) {
        var whole = cloud.consoles().log(server, lines);
        var end = end(whole);
        if (whole.isBlank()) cloud.note("nothing is in the log yet");
        if (end.length() < whole.length()) cloud.note("the beginning was cut: so much does not fit into an answer");
        return console(server, Optional.of(end), Optional.empty(), Optional.empty(), cloud);
    }

    private static Console screen(Ref<Server> server, Consoles.Type type, Cloud cloud) {
        var url = cloud.consoles().address(server, type);
        cloud.note("whoever has this url sees the screen and can type, without signing in, until it expires");
        return console(server, Optional.empty(), Optional.of(type.toString()), Optional.of(url), cloud);
    }

    private static Console console(Ref<Server> server, Optional<String> log, Optional<String> type,
            Optional<String> url, Cloud cloud) {
        return new Console(server.id(), server.value().name(), server.value().status(), log, type, url, cloud.notes());
    }

    /** As many whole lines from the end as fit. */
    private static String end(String text) {
        int room = MOST_CHARACTERS;
        int from = text.length();
        while (from > 0 && room > 0) {
            from--;
            room -= "\n\t\"\\".indexOf(text.charAt(from)) >= 0 ? 2 : 1;
        }
        if (from == 0) return text;
        int line = text.indexOf('\n', from);
        boolean last = line < 0 || line == text.length() - 1; // one that is longer than all that fits
        return text.substring(last ? from : line + 1);
    }
}
