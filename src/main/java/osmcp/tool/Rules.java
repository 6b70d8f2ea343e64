package osmcp.tool;

import module java.base;

/**
 * What holds for every change that this server makes.
 *
 * @param confirmations what has to be shown first
 * @param audit where it is written down
 * @param log takes a line of what the answer has no room for: a fault of ours
 */
public record Rules(Confirmations confirmations, Audit audit, Consumer<String> log) {}
