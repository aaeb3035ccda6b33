// attach-partition: A table with rows becomes a partition without a check that spares the scan.
#include <algorithm>

#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

void check(const Subject& subject, Found& found) {
  if (subject.kind != "AlterTableStmt" || subject.node["objtype"].text != "OBJECT_TABLE") return;
  for (const plan::SyntaxNode& item : subject.node["cmds"].items) {
    if (item.inner()["subtype"].text != "AT_AttachPartition") continue;
    const model::QualifiedName part = relation_of(item.inner()["def"]["PartitionCmd"]["name"]);
    const KnownTable* known = subject.schema.find(part);
    const bool checked = known != nullptr && std::any_of(known->constraints.begin(), known->constraints.end(),
                                                         [](const KnownConstraint& constraint) {
                                                           return constraint.kind == "CONSTR_CHECK" && constraint.valid;
                                                         });
    if (subject.existing(part) && !checked)
      found.add(part, "is read as a whole while nobody may use it; give it a validated CHECK of its bounds first");
  }
}

}  // namespace

Rule attach_partition() {
  Rule rule;
  rule.id = "attach-partition";
  rule.severity = "warning";
  rule.summary = "A table with rows becomes a partition without a check that spares the scan.";
  rule.why =
      "ATTACH PARTITION reads the new partition as a whole under an ACCESS EXCLUSIVE lock on it, to see that its rows "
      "belong there. A validated CHECK that says the same as the bounds spares the scan.";
  rule.bad =
      R"sql(ALTER TABLE events ATTACH PARTITION events_2025 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');)sql";
  rule.safe =
      R"sql(ALTER TABLE events_2025 ADD CONSTRAINT in_2025 CHECK (at IS NOT NULL AND at >= '2025-01-01' AND at < '2026-01-01') NOT VALID;
ALTER TABLE events_2025 VALIDATE CONSTRAINT in_2025;
ALTER TABLE events ATTACH PARTITION events_2025 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');)sql";
  rule.statement = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
