package osmcp.tool;

import java.util.Locale;

/** The service that a tool belongs to, by which tools are grouped. */
public enum Toolset {
    COMPUTE, NETWORK, VOLUME, IMAGE, IDENTITY, ORCHESTRATION, LOAD_BALANCER, MONITORING, QUOTA;

    /** As it is written in settings and in the README. */
    public String word() { return name().toLowerCase(Locale.ROOT); }
}
