package access

import (
	"slices"

	"github.com/london-care-record/gateway/access/policy"
)

// clinicians are those who decide on treatment by what they see. They alone may have everything read anew: it costs the
// exchanges what memory saves them.
var clinicians = []policy.Role{policy.Doctor, policy.Nurse, policy.GP, policy.Pharmacist, policy.Tester}

// MayAskAfresh tells whether the caller may ask for what is so now, rather than for what was so a moment ago. It says
// nothing about whose record, which grants decide.
func (c Caller) MayAskAfresh() bool { return slices.Contains(clinicians, c.Role) }
