package loaders

import (
	"context"

	"github.com/london-care-record/gateway/access"
	"github.com/london-care-record/gateway/audit"
	"github.com/london-care-record/gateway/record"
)

// Launched gives the operation's caller with the person on whom the caller's own system opened the gateway. Where the
// token names no number but a Patient at an exchange, that one is looked up, once in the operation's life.
func (s *Set) Launched(ctx context.Context) (access.Caller, error) {
	s.launch.Do(func() {
		s.caller = access.CallerOf(ctx)
		if s.caller.Launch.Person == "" && s.caller.Launch.Reference != "" {
			s.caller, s.refused = s.resolve(s.caller)
		}
	})
	return s.caller, s.refused
}

func (s *Set) resolve(caller access.Caller) (access.Caller, error) {
	return s.config.Door.ResolveLaunch(s.ctx, caller, func(ctx context.Context, g *access.Grant) (record.NHSNumber, error) {
		person, outcome, err := s.config.Region.Launched(ctx, g, caller.Launch)
		s.Beside(audit.Outcome{Of: g.Receipt(), Asked: []audit.Asked{{Exchange: caller.Launch.Exchange, Kind: record.Demographics, State: outcome.State}}})
		return person, err
	})
}
