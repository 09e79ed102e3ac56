package resolvers

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/london-care-record/gateway/audit"
	"github.com/london-care-record/gateway/graph/model"
	"github.com/london-care-record/gateway/loaders"
	"github.com/london-care-record/gateway/record"
)

const (
	// maxEvents is the greatest page of the audit trail.
	maxEvents = 500
	// maxExamined is how many decisions a report goes through.
	maxExamined = 20_000
)

// readTrail reads a page of the audit trail, and notes which of its decisions the answer holds.
func readTrail(ctx context.Context, receipt audit.Receipt, q audit.Query) (audit.Page, error) {
	if q.First < 1 || q.First > maxEvents {
		return audit.Page{}, record.Errorf(record.CodeBadRequest, "A page of the audit trail holds 1 to %d entries.", maxEvents)
	}
	set := loaders.From(ctx)
	page, err := set.Reader().Find(ctx, q)
	switch {
	case errors.Is(err, audit.ErrCursor):
		return audit.Page{}, record.Errorf(record.CodeBadRequest, "The cursor is not one that was given out.")
	case err != nil:
		return audit.Page{}, &record.Error{Code: record.CodeRecordUnavailable, Message: "The audit trail can't be read at the moment. Please try again.", Cause: err}
	}
	set.Beside(audit.Outcome{Of: receipt, Released: idsOf(page.Accesses)})
	return page, nil
}

func idsOf(accesses []audit.Access) []string {
	ids := make([]string, len(accesses))
	for i, a := range accesses {
		ids[i] = a.ID
	}
	return ids
}

// auditPage is a page as the contract shows it.
func auditPage(page audit.Page) *model.AuditEventPage {
	p := &model.AuditEventPage{HasNextPage: page.Next != "", EndCursor: orNil(page.Next)}
	for _, a := range page.Accesses {
		p.Events = append(p.Events, auditEvent(a))
	}
	return p
}

func auditEvent(a audit.Access) *model.AuditEvent {
	d := a.Decision
	e := &model.AuditEvent{ID: a.ID, At: d.At, Action: d.Action, Request: d.Request, Purpose: d.Purpose, LegalBasis: d.LegalBasis,
		Permitted: d.Permitted, Reasons: d.Reasons, Kinds: kindNames(d.Kinds), Exchanges: d.Exchanges, BreakGlass: d.BreakGlass,
		Justification: orNil(d.Justification), Fault: orNil(a.Fault),
		Caller: &model.AuditCaller{Subject: d.Caller.Subject, Name: d.Caller.Name, Role: d.Caller.Role,
			Organisation: d.Caller.Organisation, Client: d.Caller.Client, Address: d.Caller.Address}}
	if d.Person != "" {
		e.NhsNumber = &d.Person
	}
	for _, answer := range a.Answers {
		e.Answers = append(e.Answers, auditAnswer(answer))
	}
	return e
}

func auditAnswer(a audit.Answer) *model.AuditAnswer {
	m := &model.AuditAnswer{At: a.At, Released: a.Released}
	for _, asked := range a.Asked {
		m.Asked = append(m.Asked, &model.AuditAsked{Exchange: asked.Exchange, Kind: string(asked.Kind), State: asked.State})
	}
	for _, code := range a.Errors {
		m.Errors = append(m.Errors, string(code))
	}
	return m
}

func kindNames(kinds []record.Kind) []string {
	names := make([]string, len(kinds))
	for i, k := range kinds {
		names[i] = string(k)
	}
	return names
}

// accessReport goes through the decisions between two times, newest first, and gives those that stand out.
func accessReport(ctx context.Context, receipt audit.Receipt, from, to time.Time) (*model.AccessReport, error) {
	report := &model.AccessReport{}
	set := loaders.From(ctx)
	var shown []string
	q := audit.Query{From: from, To: to, First: maxEvents}
	for report.Examined < maxExamined {
		page, err := set.Reader().Find(ctx, q)
		if err != nil {
			return nil, &record.Error{Code: record.CodeRecordUnavailable, Message: "The audit trail can't be read at the moment. Please try again.", Cause: err}
		}
		report.Examined += len(page.Accesses)
		for _, a := range page.Accesses {
			if why := unusual(set.Reader(), a); len(why) > 0 {
				report.Findings = append(report.Findings, &model.AccessFinding{Unusual: why, Event: auditEvent(a)})
				shown = append(shown, a.ID)
			}
		}
		if q.After = page.Next; q.After == "" {
			report.Complete = true
			break
		}
	}
	set.Beside(audit.Outcome{Of: receipt, Released: shown})
	return report, nil
}

// unusual tells why a decision stands out, in the contract's words.
func unusual(reader *audit.Reader, a audit.Access) []model.UnusualAccess {
	var why []model.UnusualAccess
	for _, rule := range reader.Unusual(a) {
		why = append(why, model.UnusualAccess(rule))
	}
	return why
}

// history is a page of the trail as the person whom it is about may see it.
func history(page audit.Page) *model.AccessHistory {
	h := &model.AccessHistory{HasNextPage: page.Next != "", EndCursor: orNil(page.Next)}
	for _, a := range page.Accesses {
		d := a.Decision
		h.Looks = append(h.Looks, &model.AccessHistoryEntry{At: d.At, Action: d.Action, Name: d.Caller.Name, Role: d.Caller.Role,
			Organisation: d.Caller.Organisation, Purpose: d.Purpose, Permitted: d.Permitted, Reasons: slices.Clone(d.Reasons),
			Kinds: kindNames(d.Kinds), BreakGlass: d.BreakGlass, Answered: d.Action != audit.CheckRelationship && len(a.Answers) > 0})
	}
	return h
}

func orNil(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func timeOrZero(t *time.Time) time.Time {
	if t == nil {
		return time.Time{}
	}
	return *t
}
