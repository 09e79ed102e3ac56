package demo

import (
	"time"

	"github.com/london-care-record/gateway/demo/exchange"
)

// Exchange tells how one of the five servers is to be asked, in the words of the gateway's configuration.
type Exchange struct {
	ID        string // NEL, SEL, SWL, NCL, NWL
	Name      string // of the area
	LocalName string // of the shared record there
	ODS       string
	URL       string // FHIR base, without a trailing slash
	Search    string // chained, logical or local
	Batch     bool   // takes a batch Bundle
	GETOnly   bool   // takes searches by GET only; none of the five does
	// CareSettings are those that are connected, Kinds the kinds of record shared, both in the words of the GraphQL contract.
	CareSettings []string
	Kinds        []string
}

// Exchanges are the five, in the order NEL, SEL, SWL, NCL, NWL.
func (r *Region) Exchanges() []Exchange {
	all := make([]Exchange, len(exchangeTable))
	for i, row := range exchangeTable {
		all[i] = row.facts
		all[i].URL = r.servers[i].Base()
		all[i].Search = string(row.temper.Search)
		all[i].Batch = row.temper.Batch
		all[i].CareSettings = append([]string{}, row.facts.CareSettings...)
		all[i].Kinds = append([]string{}, allKinds...)
	}
	return all
}

var allKinds = []string{
	"ALERTS", "ALLERGIES", "MEDICATIONS", "CONDITIONS", "INVESTIGATIONS", "OBSERVATIONS", "PROCEDURES", "IMMUNISATIONS",
	"ENCOUNTERS", "REFERRALS", "APPOINTMENTS", "DOCUMENTS", "ASSESSMENTS", "CARE_PLANS", "CARE_TEAM",
}

// maxPage is the most entries that any of the servers puts on one page when it is asked for that many: fifty people's
// results in one request. What a server gives unasked is its own.
const maxPage = 5000

// exchangeTable is the region: what each exchange is called and shares, and how its server behaves.
var exchangeTable = [5]struct {
	facts    Exchange
	basePath string
	temper   exchange.Temper
}{
	{
		Exchange{ID: "NEL", Name: "North East London", LocalName: "East London Patient Record (eLPR)", ODS: "QMF",
			CareSettings: []string{"PRIMARY_CARE", "ACUTE", "MENTAL_HEALTH", "COMMUNITY", "SOCIAL_CARE"}},
		"/R4",
		exchange.Temper{Software: "Demo exchange NEL", Search: exchange.Chained, PageSize: 50, MaxPageSize: maxPage, Total: true, Gzip: true,
			Include: true, PageParam: "_page_token", MinLatency: 8 * time.Millisecond, MaxLatency: 20 * time.Millisecond},
	},
	{
		Exchange{ID: "SEL", Name: "South East London", LocalName: "Local Care Record", ODS: "QKK",
			CareSettings: []string{"PRIMARY_CARE", "ACUTE", "MENTAL_HEALTH", "COMMUNITY"}},
		"/services/fhir",
		exchange.Temper{Software: "Demo exchange SEL", Search: exchange.Logical, PageSize: 25, MaxPageSize: maxPage, Total: true,
			Include: true, PageParam: "search-id", PageIndexKey: "page", MinLatency: 10 * time.Millisecond, MaxLatency: 25 * time.Millisecond},
	},
	{
		Exchange{ID: "SWL", Name: "South West London", LocalName: "Connecting Your Care", ODS: "QWE",
			CareSettings: []string{"PRIMARY_CARE", "ACUTE", "COMMUNITY"}},
		"/cyc/fhir/r4",
		exchange.Temper{Software: "Demo exchange SWL", Search: exchange.Local, PageSize: 20, MaxPageSize: maxPage,
			PageParam: "_snapshot", PageIndexKey: "_page", MinLatency: 12 * time.Millisecond, MaxLatency: 30 * time.Millisecond},
	},
	{
		Exchange{ID: "NCL", Name: "North Central London", LocalName: "Health Information Exchange (HIE)", ODS: "QMJ",
			CareSettings: []string{"PRIMARY_CARE", "ACUTE", "MENTAL_HEALTH", "SOCIAL_CARE"}},
		"/hie/fhir",
		exchange.Temper{Software: "Demo exchange NCL", Search: exchange.Chained, PageSize: 100, MaxPageSize: maxPage, Total: true, Gzip: true,
			Batch: true, Include: true, PageParam: "_continuation", MinLatency: 5 * time.Millisecond, MaxLatency: 12 * time.Millisecond},
	},
	{
		Exchange{ID: "NWL", Name: "North West London", LocalName: "Care Information Exchange", ODS: "QRV",
			CareSettings: []string{"COMMUNITY", "URGENT_AND_EMERGENCY"}},
		"/fhir",
		exchange.Temper{Software: "Demo exchange NWL", Search: exchange.Local, PageSize: 20, MaxPageSize: maxPage, Total: true, Include: true,
			PageParam: "_getpages", PageIndexKey: "_getpagesoffset", PageAtBase: true, MinLatency: 15 * time.Millisecond, MaxLatency: 40 * time.Millisecond},
	},
}
