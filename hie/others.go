package hie

import (
	"context"
	"fmt"
	"time"
)

// others gives what other replicas know of some keys and is still fresh. What is older is remembered too: it may have to
// stand in. anew asks no replica: their answers are no newer than ours.
func (s *Source) others(ctx context.Context, keys []key, anew bool) map[key]*piece {
	came := make(map[key]*piece, len(keys))
	if s.memory.shared == nil || anew {
		return came
	}
	about := make([]string, len(keys))
	for i, k := range keys {
		about[i] = s.about(k)
	}
	found := s.memory.shared.Get(ctx, about)
	for i, k := range keys {
		p, err := decode(found[about[i]], k.person, k.search, s.exchange)
		if err != nil || p.at.After(s.memory.now().Add(time.Minute)) { // a clock that is so far off can't be reckoned with
			continue
		}
		s.memory.store.Put(k, p)
		if p := s.memory.fresh(k); p != nil {
			came[k] = p
		}
	}
	return came
}

// tellOthers lets other replicas know an answer.
func (s *Source) tellOthers(k key, p *piece) {
	if s.memory.shared == nil {
		return
	}
	if b, err := encode(p, k.person); err == nil { // what can't be written is not shared
		s.memory.shared.Put(s.about(k), b, max(s.memory.freshness(k.search), s.memory.greatestAge(k.search)))
	}
}

// about says what an answer is about, for the shared memory to hide: nothing of it leaves this process. Replicas that ask
// an exchange at different places, as during a change of configuration, do not share.
func (s *Source) about(k key) string {
	return fmt.Sprintf("%d|%s|%s|%s|%s|%d|%d|%d", pieceVersion, k.exchange, s.base, k.search, k.person, k.basis[0], k.basis[1], k.generation)
}
