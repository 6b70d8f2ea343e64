package osmcp.tools;

import module java.base;
import osmcp.tool.*;
import osmcp.tools.compute.ServerShelf;
import osmcp.tools.overview.ProjectShelf;

/** The lists of what stands beside the tools, in the order in which clients see it. */
public final class Shelf {
    private Shelf() {}

    public static List<Prompt> prompts() {
        return List.of(ProjectShelf.REPORT, ServerShelf.DIAGNOSE, ProjectShelf.CAPACITY, ProjectShelf.CLEANUP);
    }

    public static List<Document> documents() { return List.of(ProjectShelf.PROJECT, ServerShelf.SERVER); }
}
