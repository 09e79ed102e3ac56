package authority

import (
	"slices"
	"strings"
)

// Scopes that are not about FHIR types.
const (
	scopeOpenID        = "openid"
	scopeProfile       = "profile"
	scopeLaunch        = "launch"         // with the launch parameter: the person whom it stands for
	scopeLaunchPatient = "launch/patient" // without it: the person whose record is open in the caller's session
)

// fhirScope is a SMART v2 scope about a FHIR type: patient/Observation.rs.
type fhirScope struct {
	context  string // patient or user
	typ      string // a type, or * for all
	may      string // of c, r, u, d and s, in this order
	wildcard bool
}

const everyRight = "cruds"

// parseScope reads a scope about a FHIR type. Those with a search in them are not understood, and so are never granted.
func parseScope(s string) (fhirScope, bool) {
	context, rest, ok := strings.Cut(s, "/")
	typ, may, dotted := strings.Cut(rest, ".")
	if !ok || !dotted || context != "patient" && context != "user" || typ == "" || may == "" {
		return fhirScope{}, false
	}
	if strings.ContainsAny(typ, "./?") || !inOrder(may) {
		return fhirScope{}, false
	}
	return fhirScope{context: context, typ: typ, may: may, wildcard: typ == "*"}, true
}

func inOrder(may string) bool {
	at := -1
	for _, right := range may {
		next := strings.IndexRune(everyRight, right)
		if next <= at {
			return false
		}
		at = next
	}
	return true
}

func (s fhirScope) String() string { return s.context + "/" + s.typ + "." + s.may }

// meet is what two scopes both allow; ok is false when that is nothing.
func meet(a, b fhirScope) (fhirScope, bool) {
	if a.wildcard {
		a, b = b, a
	}
	if a.context != b.context || a.typ != b.typ && !b.wildcard {
		return fhirScope{}, false
	}
	a.may = strings.Map(func(right rune) rune {
		if strings.ContainsRune(b.may, right) {
			return right
		}
		return -1
	}, a.may)
	return a, a.may != ""
}

// grantable is what of the scopes asked for somebody gets: no more than allowed, and in context of a person only what is about persons.
func grantable(asked, allowed []string, inContext bool) []string {
	var granted []string
	add := func(s string) {
		if !slices.Contains(granted, s) {
			granted = append(granted, s)
		}
	}
	for _, s := range asked {
		switch s {
		case scopeOpenID, scopeProfile:
			add(s)
		case scopeLaunch, scopeLaunchPatient:
			if inContext {
				add(s)
			}
		}
		for _, a := range allowed {
			if common, ok := commonScope(s, a); ok && inContext == (common.context == "patient") {
				add(common.String())
			}
		}
	}
	return granted
}

func commonScope(a, b string) (fhirScope, bool) {
	x, ok := parseScope(a)
	y, alsoOK := parseScope(b)
	if !ok || !alsoOK {
		return fhirScope{}, false
	}
	return meet(x, y)
}

// reachesData tells whether any of the scopes lets something be read.
func reachesData(scopes []string) bool {
	return slices.ContainsFunc(scopes, func(s string) bool { _, ok := parseScope(s); return ok })
}
