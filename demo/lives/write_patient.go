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
		"active", t.replacedBy == "",
		"name", []ordered.Object{t.name(p)},
		"telecom", one(ordered.Of("system", "phone", "value", p.Phone, "use", "home")),
		"gender", p.Gender,
		"birthDate", t.birthDate(p))
	if t.tellsDeath() {
		d.add("deceasedDateTime", t.death(p))
	}
	if t.replacedBy != "" {
		d.add("link", []ordered.Object{ordered.Of("other", d.ref("Patient/"+t.replacedBy), "type", "replaced-by")})
	}
	d.add("address", one(t.address(p.addressIn(t.ex))))
	if gp := t.b.practice(p); gp != nil && (gp.ex == t.ex || t.ex == NCL) {
		reference := ordered.Of("identifier", ordered.Of("system", odsSystem, "value", gp.ods), "display", gp.name)
		if gp.ex == t.ex {
			d.by = gp.staff[0]
			reference = d.orgAs(gp, "general-practitioner")
		}
		d.add("generalPractitioner", one(reference))
	}
	d.save()
	return d.id
}

// birthDate is as precise as the exchange knows it: away from home a few people's day, or the whole date, was never written down.
func (t *teller) birthDate(p *Person) string {
	if ordinary := p.Index > len(demoNumbers); ordinary && t.ex != p.Home {
		switch p.Index % 100 {
		case 13, 53:
			return month(p.Birth)
		case 77:
			return ""
		}
	}
	return day(p.Birth)
}

// addressIn is the address that an exchange knows; some people have not told every exchange that they have moved.
func (p *Person) addressIn(ex int) Address {
	a := p.Address
	if p.Index > len(demoNumbers) && ex != p.Home && p.Index%9 == 4 {
		a.Line, a.Postcode = "Flat 2, "+a.Line, a.Postcode[:len(a.Postcode)-2]+"ZZ"
	}
	return a
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
