package resolvers

import (
	"time"

	"github.com/london-care-record/gateway/access"
	"github.com/london-care-record/gateway/graph"
	"github.com/london-care-record/gateway/record"
	"github.com/london-care-record/gateway/stitch"
)

// Complexity says what a field costs where that is not simply one more than what is below it: people cost as much as
// their number. What a person's own lists hold is bounded elsewhere, by what the exchanges may answer.
func Complexity() graph.ComplexityRoot {
	var c graph.ComplexityRoot
	c.Query.Patients = func(below int, nhsNumbers []record.NHSNumber) int { return 1 + below*max(1, len(nhsNumbers)) }
	// A referral's appointments and coverage are loaded, not read.
	c.Referral.Appointments = func(below int) int { return 10 + below }
	c.Patient.Coverage = func(below int) int { return 50 + below }
	// The rows of each kind are taken apart: what is asked of one is asked of all.
	c.Patient.Stitching = func(below int, kinds []record.Kind) int {
		if kinds == nil {
			kinds = record.Kinds
		}
		return (10 + below) * max(1, len(kinds))
	}
	// The audit trail is read from its store, and a report goes through much of it.
	c.Query.AuditEvents = func(below int, _ *record.NHSNumber, _, _ *time.Time, _ []string, _ int, _ *string) int {
		return 50 + below
	}
	c.Query.MyAccessHistory = func(below, _ int, _ *string) int { return 50 + below }
	c.Query.AccessReport = func(below int, _, _ time.Time) int { return 2000 + below }
	c.Mutation.BreakGlass = func(below int, _ record.NHSNumber, _ access.GlassReason, _ string) int { return 50 + below }
	c.Patient.Investigations = func(below int, _ *stitch.InvestigationFilter, _ bool) int { return 5 + below }
	return c
}
