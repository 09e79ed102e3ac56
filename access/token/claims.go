package token

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/go-json-experiment/json"

	"github.com/london-care-record/gateway/access"
	"github.com/london-care-record/gateway/access/policy"
	"github.com/london-care-record/gateway/record"
)

// claims are what a token says. A name that stands there twice is an error: two readers could take two views of it.
type claims map[string]any

func parseClaims(text []byte) (claims, error) {
	var c claims
	if err := json.Unmarshal(text, &c); err != nil || c == nil {
		return nil, errors.New("the claims can't be read")
	}
	return c, nil
}

// find gives a claim by name, or by JSON pointer when the name begins with a slash.
// Source: RFC 6901.
func (c claims) find(name string) any {
	if !strings.HasPrefix(name, "/") {
		return c[name]
	}
	var at any = map[string]any(c)
	for _, step := range strings.Split(name[1:], "/") {
		step = strings.ReplaceAll(strings.ReplaceAll(step, "~1", "/"), "~0", "~")
		switch inside := at.(type) {
		case map[string]any:
			at = inside[step]
		case []any:
			n, err := strconv.Atoi(step)
			if err != nil || n < 0 || n >= len(inside) {
				return nil
			}
			at = inside[n]
		default:
			return nil
		}
	}
	return at
}

// text gives a claim that is a string, or "".
func (c claims) text(name string) string {
	s, _ := c.find(name).(string)
	return s
}

// list gives a claim that is a string or a list of strings. Anything else in the list makes it empty.
func (c claims) list(name string) []string {
	switch value := c.find(name).(type) {
	case string:
		return []string{value}
	case []any:
		var list []string
		for _, v := range value {
			s, ok := v.(string)
			if !ok {
				return nil
			}
			list = append(list, s)
		}
		return list
	default:
		return nil
	}
}

// latest is a time that no token reaches, in seconds: the end of the year 9999.
const latest = 253402300799

// instant gives a claim that is a NumericDate; false when it is missing or is no time.
// Source: RFC 7519, section 2.
func (c claims) instant(name string) (time.Time, bool) {
	seconds, ok := c[name].(float64)
	if !ok || seconds <= 0 || seconds > latest {
		return time.Time{}, false
	}
	return time.UnixMicro(int64(seconds * 1e6)).UTC(), true
}

// caller checks what a token of an issuer says and reads who asks. The signature holds already.
func (v *Verifier) caller(from *issuer, c claims) (access.Caller, *Refusal) {
	who := access.Caller{Issuer: from.URL, Subject: c.text("sub"), Client: c.client(), Name: c.text(from.Claims.Name)}
	fail := func(reason Reason) (access.Caller, *Refusal) {
		return access.Caller{}, &Refusal{Reason: reason, Caller: who}
	}
	if who.Subject == "" {
		who = access.Caller{}
		return fail(NoSubject)
	}
	expires, reason := v.times(from, c)
	if reason != "" {
		return fail(reason)
	}
	who.Expires = expires
	switch {
	case !overlap(c.list("aud"), from.Audiences):
		return fail(WrongAudience)
	case !slices.Contains(from.Clients, who.Client):
		return fail(WrongClient)
	case c["cnf"] != nil:
		return fail(SenderBound)
	}
	who.Organisation, who.ODSCode = c.text(from.Claims.Organisation), c.text(from.Claims.ODSCode)
	who.Scopes, who.Unscoped = access.ParseScopes(strings.Join(c.list(from.Claims.Scope), " ")), from.Unscoped
	if who.Purpose, reason = from.purpose(c); reason != "" {
		return fail(reason)
	}
	launch, ok := from.launch(c, v.settings.Exchanges)
	if !ok {
		return fail(BadLaunch)
	}
	role, ok := from.role(c)
	if !ok {
		return fail(UnknownRole)
	}
	who.Launch, who.Role, who.Self = launch, role, from.self(c)
	return who, nil
}

// self reads what the token says of the caller's own life. None of it is needed, and what can't be read is left out.
func (i Issuer) self(c claims) access.Self {
	own, _ := record.ParseNHSNumber(c.text(i.Claims.OwnNHSNumber))
	return access.Self{NHSNumber: own, FamilyName: c.text(i.Claims.FamilyName), PostalCode: c.text(i.Claims.PostalCode),
		Street: c.text(i.Claims.Street)}
}

// client is the system to which the token was issued. When both claims are there they must agree.
func (c claims) client() string {
	azp, id := c.text("azp"), c.text("client_id")
	switch {
	case azp == "" || azp == id:
		return id
	case id == "":
		return azp
	default:
		return ""
	}
}

// times checks when the token was issued, begins and ends, and gives the end.
func (v *Verifier) times(from *issuer, c claims) (time.Time, Reason) {
	now, skew := v.settings.Now(), v.settings.Skew
	expires, hasExp := c.instant("exp")
	issued, hasIat := c.instant("iat")
	begins, hasNbf := c.instant("nbf")
	switch {
	case !hasExp || !hasIat || !hasNbf && c["nbf"] != nil:
		return time.Time{}, NoTimes
	case !now.Before(expires.Add(skew)):
		return time.Time{}, Expired
	case issued.After(now.Add(skew)) || hasNbf && begins.After(now.Add(skew)):
		return time.Time{}, NotYetValid
	case expires.Sub(issued) > from.MaxAge:
		return time.Time{}, TooLongLived
	}
	return expires.Add(skew), ""
}

func overlap(a, b []string) bool {
	return slices.ContainsFunc(a, func(s string) bool { return slices.Contains(b, s) })
}

// role maps the token's role. Of several that are mapped none is taken, because it is not said which one is meant.
func (i Issuer) role(c claims) (policy.Role, bool) {
	var found policy.Role
	for _, word := range c.list(i.Claims.Role) {
		role, ok := i.Roles[word]
		if !ok || role == found {
			continue
		}
		if found != "" {
			return "", false
		}
		found = role
	}
	return found, found != ""
}

func (i Issuer) purpose(c claims) (policy.Purpose, Reason) {
	stated := c.find(i.Claims.Purpose)
	if stated == nil && i.Purpose != "" {
		return i.Purpose, ""
	}
	word, _ := stated.(string)
	if purpose, ok := i.Purposes[word]; ok {
		return purpose, ""
	}
	return "", UnknownPurpose
}
