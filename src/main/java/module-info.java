/**
 * An MCP server for one OpenStack project. Two halves that do not know each other, joined at the top: a protocol engine
 * ({@code rpc}, {@code mcp}, {@code stdio}) and a cloud side ({@code openstack} and a package for each service). Above
 * the cloud side stand the tools, as plain values in explicit lists.
 *
 * <pre>
 * osmcp                Main: reads settings, builds everything, starts. Desk: where calls meet tools
 * ├─ json              Jackson's tree without a mapper; records as schema, arguments and answers
 * ├─ secret            what must not be seen; PEM files
 * ├─ config            settings from the command line, the environment, a file
 * ├─ rpc               JSON-RPC 2.0: messages in, results and errors out
 * ├─ mcp               the engine: conversations of both eras, methods, calls with progress and cancellation
 * ├─ stdio             lines in, lines out; guards stdout
 * ├─ http              streamable HTTP: who may come in, which era, sessions in their ids, streams, bounds
 * ├─ openstack         signing in, services, versions, requests; kinds, owners and proofs
 * │  └─ compute, image, network, volume, stack, balancer, placement    a service each: rows, and what can be asked
 * ├─ tool              what a tool is: factories, paging, fields; actions, choosing, doing many, reporting
 * ├─ tools             the list of the lists of tools; switches; the catalogue; old names
 * │  └─ compute, network, volume, stack, balancer, overview    the tools, in families
 * └─ command           the launcher's verbs besides serving
 * </pre>
 *
 * <p>Who may use whom:
 *
 * <pre>
 * json, secret         –
 * config               secret, json
 * rpc                  json
 * mcp                  rpc, json, secret
 * stdio, http          mcp, rpc, json, secret
 * openstack            json, secret
 * openstack.X          openstack, json; never another openstack.Y
 * tool                 openstack, all openstack.X, json, secret
 * tools.X              tool, openstack, all openstack.X, json; never another tools.Y
 * tools                all tools.X, tool, openstack, json
 * command              everything but the top
 * the top              everything
 * </pre>
 *
 * <p>What always holds:
 *
 * <ol>
 * <li>The engine has never heard of OpenStack. The cloud side has never heard of MCP or JSON-RPC.
 * <li>A read tool cannot change anything, because nothing in its reach can.
 * <li>A {@code Target} exists only for what the cloud itself returned and what belongs to the session's project, by the
 *     rule of its kind. Every id in a changing request, path or body, comes from a {@code Ref}.
 * <li>No resource of another project leaves {@code openstack}, in a listing or alone; asking for one is answered like
 *     one that does not exist.
 * <li>Every loop over the cloud has a bound: pages, side-by-side requests, bodies, time.
 * <li>Naming nothing never means everything. Blank arguments are absent arguments.
 * <li>What the cloud calls things is kept as text; enums are for words of ours.
 * <li>Nothing is scanned, injected or generated at run time.
 * <li>stdout carries protocol and nothing else.
 * <li>Both protocol eras run the same tools through the same code; they differ in how a conversation starts and is
 *     kept.
 * <li>What the cloud filters is a pre-selection; what is shown or acted on was checked here.
 * <li>What had to be left out is counted in the answer, or said in its notes.
 * </ol>
 */
module osmcp {
    requires java.net.http;
    requires jdk.httpserver;
    requires com.fasterxml.jackson.databind;
}
