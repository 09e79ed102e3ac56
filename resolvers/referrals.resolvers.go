package resolvers

import (
	"context"

	"github.com/london-care-record/gateway/graph"
	"github.com/london-care-record/gateway/record"
	"github.com/london-care-record/gateway/stitch"
)

func (r *referralResolver) Appointments(ctx context.Context, obj *record.Referral) (*stitch.AppointmentList, error) {
	p := patientOf(ctx)
	if p == nil {
		return nil, record.Errorf(record.CodeInternal, "The referral's patient is not known.")
	}
	list := stitch.ReferralAppointments(p, obj, answers(ctx, p, record.Appointments))
	tell(ctx, record.Appointments, list.Completeness)
	release(ctx, p, list.Entries)
	return list, nil
}

func (r *Resolver) Referral() graph.ReferralResolver { return &referralResolver{r} }

type referralResolver struct{ *Resolver }
