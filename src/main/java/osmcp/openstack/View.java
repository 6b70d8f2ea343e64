package osmcp.openstack;

/** Whose things are looked at: the project's, or everybody's, for tools that the admin switch allows. */
public enum View { PROJECT, CLOUD }
