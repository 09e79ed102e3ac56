package main

import (
	"fmt"
	"math"
	"strings"
	"time"

	"github.com/london-care-record/gateway/bench/report"
)

// demand is how much is asked. The views are London's of today; how they spread over the month is assumed, and said.
type demand struct {
	name  string
	views float64 // a month
}

// What is assumed of how views spread. They are on the safe side of what hospitals and practices show: most in working
// hours, with a morning peak.
const (
	londonViews   = 2.2e6
	ofWorkingDays = 0.9 // of a month's views fall on its working days,
	workingDays   = 22
	ofBusiestHour = 1.0 / 7 // of a day's views fall into one hour,
	burst         = 3.0     // and within it, so many times as many come at once.
	england       = 57.0 / 8.9
	busyAtMost    = 0.5 // of a core, at the burst
	yearsKept     = 8
	secondsAMonth = 365.25 / 12 * 24 * 3600
)

func (d demand) average() float64 { return d.views / secondsAMonth }
func (d demand) peak() float64    { return d.views * ofWorkingDays / workingDays * ofBusiestHour / 3600 }
func (d demand) burst() float64   { return d.peak() * burst }

// scaling writes docs/scaling.md from the figures of this run.
func (m *measured) scaling() string {
	var b strings.Builder
	s := m.comparison.systems[0]
	c64, fifty := m.comparison.of(s, "c64"), m.comparison.of(s, "fifty")
	each := c64.cpuPerAnswer()
	perCore := float64(time.Second) / float64(each)
	trail := float64(m.audit.durable.size) / float64(m.audit.durable.total)

	fmt.Fprintf(&b, "# Scaling\n\nWritten by `make bench` on %s from that run's figures (docs/benchmarks.md says on which machine, and what a query is);\n"+
		"changes by hand are lost. ", m.machine.started.UTC().Format("2 January 2006"))
	b.WriteString("The arithmetic is below each table, so that it can be done again with other figures.\n\n## What one core does\n\n")
	report.Table(&b, []string{"figure", "measured", "command, in bench/"}, [][]string{
		{"processor time of one view: one person, four sections, 395 entries", report.Ms(each) + " ms", "`go run . compare`, CPU at c=64"},
		{"views a second and core, with nothing else on it", report.Digits(perCore), "1 s divided by that"},
		{"processor time of a list of fifty people", report.Ms(fifty.cpuPerAnswer()) + " ms", "`go run . compare`, fifty people"},
		{"memory at 64 views at once", report.MB(c64.peak), "`go run . compare`, peak memory at c=64"},
		{"audit trail, for each view", report.Digits(trail/1024) + " KB", "`go run . audit`, KB/query"},
		{"requests to each exchange, for each view", fmt.Sprintf("%.0f", c64.perAnswer(c64.asked.requests)/float64(len(london))), "`go run . compare`, requests, of five exchanges"},
		{"FHIR read, for each view", fmt.Sprintf("%.0f KB", c64.perAnswer(c64.asked.bytes)/1024), "`go run . compare`, KB in"},
	})
	b.WriteString("A record of fewer entries costs less, nearly in proportion (docs/benchmarks.md, \"How the cost grows\"). Exchanges that answer slowly cost no\n" +
		"processor time: an operation that waits holds memory and connections only.\n\n## How much is asked\n\n")
	fmt.Fprintf(&b, "London's shared record is viewed 2.2 million times a month today. Assumed: %.0f %% of the views fall on %d working days, a seventh of a day's\n"+
		"views into its busiest hour, and within that hour there are bursts of %.0f times its average. All of England is London times %.1f (57 million people\n"+
		"and 8.9 million).\n\n", 100*ofWorkingDays, workingDays, burst, england)
	demands := []demand{{"London today", londonViews}, {"London, ten times as much", 10 * londonViews}, {"all of England at London's rate", england * londonViews}}
	var rows, needs [][]string
	for _, d := range demands {
		rows = append(rows, []string{d.name, report.Digits(d.views / 1e6), report.Digits(d.average()), report.Digits(d.peak()), report.Digits(d.burst())})
		cores := d.burst() * each.Seconds() / busyAtMost
		needs = append(needs, []string{d.name, report.Digits(cores), fmt.Sprint(replicas(cores)),
			report.Digits(d.burst() * c64.perAnswer(c64.asked.requests) / float64(len(london))),
			report.Digits(d.burst() * c64.perAnswer(c64.asked.bytes) * 8 / 1e6),
			report.Digits(d.views * trail / 1e9), report.Digits(d.views * 12 * yearsKept * trail / 1e12)})
	}
	report.Table(&b, []string{"", "million views a month", "average a second", "busiest hour, a second", "burst, a second"}, rows)
	b.WriteString("Average: views / 2,629,800 s. Busiest hour: views × 0.9 / 22 / 7 / 3600 s. Burst: three times that.\n\n## What that takes\n\n")
	report.Table(&b, []string{"", "cores", "replicas of two cores", "requests a second to each exchange", "Mbit/s from the exchanges", "audit trail, GB a month", "TB in eight years"}, needs)
	fmt.Fprintf(&b, "Cores: burst × %s ms / %.1f, so that a core is half busy at the burst, and a lost replica does not make the others late. Replicas: cores / 2, rounded\n"+
		"up, and one more than that, so that one may be lost or restarted; at least two. Requests, Mbit/s and the trail: the first table's figures times burst or views.\n\n", report.Ms(each), busyAtMost)
	b.WriteString(scalingLimits)
	return b.String()
}

// replicas have two cores; one of them may be lost.
func replicas(cores float64) int { return max(2, int(math.Ceil(cores/2))+1) }

const scalingLimits = `## What is not in these figures

- TLS, on either side: the benchmark speaks plain HTTP over loopback. What it costs was not measured.
- The answer cache and many-people batches, which make real traffic cheaper: the benchmark asks about nobody twice.
- PostgreSQL as the store of the audit trail: several replicas need it (docs/audit.md has what it costs).
- Whether the exchanges can take it. At the burst each is asked what the table says; ` + "`guard`" + ` in docs/config.yaml bounds it.

## What to set

How many operations run at once is found by the gateway itself: as many as it may (` + "`limits.load.running`" + `) while they wait for
exchanges, fewer while they wait for processors (` + "`graphql_operations_limit`" + `). What must fit is how much one exchange may be
asked at once:

` + "```" + `yaml
exchanges:
  NEL:
    guard:
      bulkhead:
        concurrent: 1024 # 12 searches × views a second × how long the exchange takes when it is slow, in seconds, and as
                         # much again. A smaller number bounds what the exchange is asked: some wait, and may be UNAVAILABLE.
` + "```" + `

What happens beyond what a replica can do is measured by ` + "`make soak`" + ` (` + "`cd bench && go run . soak`" + `): it measures the capacity of the machine that it
runs on, asks at 70 % of it with one exchange flapping and one slow, and then at three times of it, where questions must be
turned away with 503 and Retry-After while those that are let in are served.
`
