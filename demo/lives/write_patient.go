package lives

import (
	"strconv"
	"strings"
	"time"

	"github.com/london-care-record/gateway/demo/exchange"
	"github.com/london-care-record/gateway/demo/ordered"
)

// patient writes a Patient for the person and returns its id. Exchanges spell names and addresses in their own ways.
func (t *teller) patient(p *Person) string {
	d := t.draft(nil, "Patient", nil, p.registered(t.b.today))
	d.version = 2
	if p.Hidden {
		d.security = "R"
	}
	d.identifiers = []string{exchange.NHSNumberSystem + "|" + p.NHSNumber}
	d.add(
		"identifier", []ordered.Object{
			ordered.Of("use", "official", "system", exchange.NHSNumberSystem, "value", p.NHSNumber),
			ordered.Of("system", "https://"+strings.ToLower(IDs[t.ex])+".example.nhs.uk/Id/local-number", "value", IDs[t.ex]+strconv.Itoa(700000+p.Index)),
		},
		"active", true,
		"name", []ordered.Object{t.name(p)},
		"telecom", one(ordered.Of("system", "phone", "value", p.Phone, "use", "home")),
		"gender", p.Gender,
		"birthDate", day(p.Birth))
	if t.tellsDeath() {
		d.add("deceasedDateTime", t.death(p))
	}
	d.add("address", one(t.address(p.Address)))
	if gp := t.b.practice(p); gp != nil && (gp.ex == t.ex || t.ex == NCL) {
		reference := ordered.Of("identifier", ordered.Of("system", odsSystem, "value", gp.ods), "display", gp.name)
		if gp.ex == t.ex {
			d.by = gp.staff[0]
			reference = d.org(gp)
		}
		d.add("generalPractitioner", one(reference))
	}
	d.save()
	return d.id
}

func (p *Person) registered(today time.Time) time.Time {
	on := p.Birth.AddDate(0, 0, 14)
	if earliest := today.AddDate(-8, 0, -p.Index%300); on.Before(earliest) {
		on = earliest
	}
	return on.Add(10 * time.Hour)
}

func (t *teller) tellsDeath() bool {
	return !t.l.p.Died.IsZero() && (t.ex == t.l.p.Home || t.ex == SEL)
}

// death is the date of death; hospitals know the hour.
func (t *teller) death(p *Person) string { return t.instant(p.Died) }

func (t *teller) name(p *Person) ordered.Object {
	family := p.Family
	if t.ex == SWL {
		family = strings.ToUpper(family)
	}
	full := p.Title + " " + strings.Join(p.Given, " ") + " " + family
	return ordered.Of("use", "official", "text", strings.TrimSpace(full), "family", family, "given", p.Given, "prefix", prefixes(p.Title))
}

func prefixes(title string) []string {
	if title == "" {
		return nil
	}
	return []string{title}
}

func (t *teller) address(a Address) ordered.Object {
	if a.Line == "" {
		return ordered.Object{}
	}
	line := a.Line
	if t.ex == SWL || t.ex == NWL {
		line = strings.NewReplacer("Road", "Rd", "Street", "St", "Avenue", "Ave").Replace(line)
	}
	return ordered.Of("use", "home", "type", "both", "line", []string{line, a.Town}, "city", "London", "postalCode", a.Postcode)
}
