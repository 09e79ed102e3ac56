package fhir

import (
	"slices"
	"strings"
	"time"

	"github.com/go-json-experiment/json"
)

// Most servers put no tag to a search, and many can be asked for what has changed (_lastUpdated). That nothing has changed since
// says less than it seems to: what was deleted, moved to another Patient or hidden from us is not there to say so. So this is
// for exchanges whose operator says that nothing is taken away (Config.LastUpdated), and even there
//
//   - the server is asked for what changed since a minute before the newest entry that is remembered, and must give exactly the
//     entries that are remembered of that time. No answer is empty, so that silence shows nothing, and what was written a little late shows;
//   - a search for medicines is read in full, because the medicines stand in resources of their own, whose changes do not show; and so
//     is who the person is, by which all else is theirs.

// overlap is how long before the newest entry changes are asked for: transactions do not end in the order of their times.
const overlap = time.Minute

// updates are what can be asked about of an answer that has no stamp.
type updates struct {
	// Since is the moment from which on changes are asked for, Entries the hash of what changed from then on.
	Since   string `json:"since"`
	Entries string `json:"entries"`
}

// asksForUpdates tells that an exchange may be asked for what has changed in a search.
func (c *Client) asksForUpdates(s Search) bool {
	return c.config.LastUpdated && s != SearchPatient && !strings.HasPrefix(string(s), "Medication")
}

// updatesOf finds by what changes a page can be asked about; the zero value where that can't be told.
func updatesOf(p *page, s Search) updates {
	all := changesIn(p, s)
	if len(all) == 0 {
		return updates{}
	}
	newest := slices.MaxFunc(all, func(a, b change) int { return a.at.Compare(b.at) }).at
	since := newest.Add(-overlap).UTC().Truncate(time.Second)
	all = slices.DeleteFunc(all, func(c change) bool { return c.at.Before(since) })
	return updates{Since: since.Format(time.RFC3339), Entries: hashOf(all)}
}

// change is an entry as of its last change.
type change struct {
	entry string
	at    time.Time
}

// changesIn gives what a page's entries say of their last change; none where one does not say, or where the page is not whole.
func changesIn(p *page, s Search) []change {
	if p.cut || p.lostLinks || p.next != "" || p.unreadable > 0 {
		return nil
	}
	all := make([]change, 0, len(p.entries))
	for _, e := range p.entries {
		if !e.match(s) || e.typ != string(s) {
			if e.outcome() {
				return nil
			}
			continue
		}
		var r struct {
			Meta struct {
				VersionID   string `json:"versionId"`
				LastUpdated string `json:"lastUpdated"`
			} `json:"meta"`
		}
		if json.Unmarshal(e.raw, &r, decodeLax) != nil {
			return nil
		}
		at, err := time.Parse(time.RFC3339Nano, r.Meta.LastUpdated)
		if err != nil || e.id == "" {
			return nil
		}
		all = append(all, change{e.id + " " + r.Meta.VersionID + " " + r.Meta.LastUpdated, at})
	}
	return all
}

func hashOf(all []change) string {
	var lines []string
	for _, c := range all {
		lines = append(lines, c.entry)
	}
	slices.Sort(lines)
	return hashed(strings.Join(lines, "\n"))
}

// confirmedBy tells that a page holds what is remembered of the time, and nothing else. ignored tells that it holds what did
// not change in that time, so that the server does not know what it was asked.
func (u updates) confirmedBy(p *page, s Search) (confirmed, ignored bool) {
	since, err := time.Parse(time.RFC3339, u.Since)
	all := changesIn(p, s)
	if err != nil || len(all) == 0 || p.total >= 0 && p.total != len(all) {
		return false, false
	}
	ignored = slices.ContainsFunc(all, func(c change) bool { return c.at.Before(since) })
	return !ignored && hashOf(all) == u.Entries, ignored
}
