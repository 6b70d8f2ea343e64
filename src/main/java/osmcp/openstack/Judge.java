package osmcp.openstack;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Says whose a row is, by the rule of its kind. What the cloud filtered before is not relied upon. */
record Judge(String projectId, boolean admin) {
    /** {@code UNSAID}: nobody says whose it is; such rows are left out and counted. */
    enum Whose { OURS, SHARED, OTHERS, UNSAID }

    Whose whose(Owner owner, ObjectNode row) {
        return switch (owner) {
            case Owner.Stated(var key) -> {
                var project = row.path(key).asText("");
                yield project.isEmpty() ? Whose.UNSAID : project.equals(projectId) ? Whose.OURS : Whose.OTHERS;
            }
            case Owner.OfCloud() -> Whose.SHARED;
            case Owner.Shared(var by, var open) -> {
                var whose = whose(by, row);
                yield whose != Whose.OURS && open.test(row, admin) ? Whose.SHARED : whose;
            }
        };
    }
}
