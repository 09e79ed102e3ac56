package main

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/london-care-record/gateway/bench/report"
)

// benchmarks writes docs/benchmarks.md.
func (m *measured) benchmarks() string {
	var b strings.Builder
	b.WriteString("# Benchmarks\n\n")
	fmt.Fprintf(&b, "Written by `make bench` on %s; changes by hand are lost. Absolute figures belong to the machine; the ratios are between\n"+
		"systems of the same run, measured in turn.\n\n", m.machine.started.UTC().Format("2 January 2006, 15:04 UTC"))
	if m.quick {
		b.WriteString("**A quick run**: it shows that everything works, and its figures are rough.\n\n")
	}
	m.where(&b)
	if m.comparison != nil {
		m.bars(&b)
		m.comparison.write(&b)
	}
	if m.audit != nil {
		m.audit.write(&b, m.syncTime)
	}
	if m.curves != nil {
		writeCurves(&b, m.curves)
	}
	if m.profile != nil {
		m.profile.write(&b)
	}
	b.WriteString(repeating)
	return b.String()
}

func (m *measured) where(b *strings.Builder) {
	x := m.machine
	fmt.Fprintf(b, "Machine: %d cores of %s, %s of memory, %s; everything on it, over loopback: the system that is measured, the exchanges and\n"+
		"the load generator. %s, Node %s, commit %s. Load average (1, 5, 15 minutes) before the run %s, after it %s", x.cores, x.processor, x.memory, x.kernel, x.goVersion, x.nodeVersion, x.commit, x.load, m.loadAfter)
	fmt.Fprintf(b, ".\nThe run took %s.\n\n", m.took.Round(time.Second))
	b.WriteString(job)
}

const job = `## The job

One person, five exchanges, 395 entries: at each exchange 3 allergies, 10 medications, 6 conditions and 60 results of 0.6 to 1.2 KB of FHIR R4
each, 470 KB in all; asked for four sections with about eight fields an entry. Or fifty people in one query. The exchanges
(` + "`bench/upstream`" + `) are a process of their own on five ports that copies answers which it rendered at its start, after 0 or 20 ms, and
counts. They serve the same facts as FHIR and, for federation, as GraphQL subgraphs. Nobody is asked about twice, so that no
cache answers in place of the work; a system's answer counts only if it holds all entries, the gateway's only if every section
says that it is complete.

The gateway runs as it is shipped, with everything on: access decided (mode open, embedded policies), two durable entries in a
SQLite audit trail for each person and query, metrics, and every span sent to a collector. Its memory of answers is off, since
nobody is asked about twice and it could answer nothing; in the comparison a second gateway has it on, and a third asks exchanges that
take batches (` + "`batch: true`" + `), each in one request. The budget is raised, so that no
answer is cut short, and so is the bulkhead of each exchange, so that sixty-four callers are answered in full. It asks for twelve
FHIR types where the others ask for four: medicines are ordered, stated, dispensed and given; a denial of allergies may be a List; and who the person
is, is asked beside it. Subgraphs send the selected fields only, and somebody must still build and run them; their
processor time is not counted against the federated systems.

`

func (c *comparison) write(b *strings.Builder) {
	b.WriteString("## Beside others\n\n")
	for _, s := range c.systems {
		v := s.versions()
		if v != "" {
			v = " (" + v + ")"
		}
		fmt.Fprintf(b, "- **%s**%s: %s.\n", s.name, v, s.does)
		if s.failed != nil {
			fmt.Fprintf(b, "  It is left out: %s.\n", s.failed)
		}
	}
	fmt.Fprintf(b, "\nRounds: %d, each scenario of all systems in turn, %s a window. Processor time is that of the measured process and its children, from\n"+
		"/proc; the ratio is to the gateway's: 12 × means twelve times as much. Spread is the distance between the rounds' highest and lowest\n"+
		"rate, in parts of the middle one.\n\n", c.plan.rounds, c.plan.window)
	c.writeCost(b)
	c.writeLatency(b)
	c.writeFifty(b)
	for _, f := range c.failures {
		fmt.Fprintf(b, "Not measured: %s.\n", f)
	}
}

// row is a system's line, with cells made from its figures of the scenarios, or none where they are missing.
func (c *comparison) rows(cells func(s *system) []string) [][]string {
	var rows [][]string
	for _, s := range c.systems {
		if s.failed == nil {
			rows = append(rows, append([]string{s.name}, cells(s)...))
		}
	}
	return rows
}

// cell writes a figure of one scenario, where there is one.
func (c *comparison) cell(s *system, id string, write func(f *figures) string) string {
	if f := c.of(s, id); f != nil && f.answers > 0 {
		return write(f)
	}
	return report.None
}

// ratio writes how many times the gateway's a figure is.
func (c *comparison) ratio(s *system, id string, value func(f *figures) float64) string {
	own := c.of(c.systems[0], id)
	return c.cell(s, id, func(f *figures) string {
		if s == c.systems[0] || own == nil || value(own) == 0 {
			return "1"
		}
		return report.Digits(value(f)/value(own)) + " ×"
	})
}

func (c *comparison) writeCost(b *strings.Builder) {
	cpu := func(f *figures) float64 { return ms(f.cpuPerAnswer()) }
	rate := func(f *figures) string { return fmt.Sprintf("%.0f", median(f.rates)) }
	b.WriteString("### One person, exchanges answer at once\n\n")
	report.Table(b, []string{"system", "CPU ms/query c=64", "ratio", "queries/s c=1", "c=16", "c=64", "ratio c=64", "spread c=64", "CPU of load and exchanges, ms/query", "requests", "KB in", "KB out", "peak memory c=64"},
		c.rows(func(s *system) []string {
			at := func(write func(f *figures) string) string { return c.cell(s, "c64", write) }
			return []string{
				at(func(f *figures) string { return report.Digits(cpu(f)) }), c.ratio(s, "c64", cpu),
				c.cell(s, "c1", rate), c.cell(s, "c16", rate), at(rate), c.ratio(s, "c64", func(f *figures) float64 { return median(f.rates) }),
				at(func(f *figures) string { return report.Percent(spread(f.rates)) }),
				at(func(f *figures) string { return report.Digits(ms(f.others) / float64(f.answers)) }),
				at(func(f *figures) string { return fmt.Sprintf("%.0f", f.perAnswer(f.asked.requests)) }),
				at(func(f *figures) string { return fmt.Sprintf("%.0f", f.perAnswer(f.asked.bytes)/1024) }),
				at(func(f *figures) string { return fmt.Sprintf("%.0f", f.perAnswer(f.bytes)/1024) }),
				at(func(f *figures) string { return report.MB(f.peak) }),
			}
		}))
}

func (c *comparison) writeLatency(b *strings.Builder) {
	b.WriteString("### Added latency, ms: p50 / p99\n\nWhat an answer takes beyond the exchanges' own time. With 20 ms that time includes what the exchanges' sleep overshoots, the same for all:\n" +
		"the floors show it. At c=16 and c=64 two cores are shared by more than they can do at once, and the wait for them is in the figures.\n\n")
	var header []string
	ids := []string{"c1", "c16", "c64", "c1+20", "c16+20", "c64+20"}
	for _, id := range ids {
		callers, latency, found := strings.Cut(id[1:], "+")
		if !found {
			latency = "0"
		}
		header = append(header, "c="+callers+", "+latency+" ms")
	}
	report.Table(b, append(append([]string{"system"}, header...), "ratio of p50, c=1, 20 ms"), c.rows(func(s *system) []string {
		var cells []string
		for _, id := range ids {
			taken := time.Duration(0)
			if strings.HasSuffix(id, "+20") {
				taken = usual
			}
			cells = append(cells, c.cell(s, id, func(f *figures) string { return report.Ms(f.p(50)-taken) + " / " + report.Ms(f.p(99)-taken) }))
		}
		return append(cells, c.ratio(s, "c1+20", func(f *figures) float64 { return ms(f.p(50) - usual) }))
	}))
}

func (c *comparison) writeFifty(b *strings.Builder) {
	p50 := func(f *figures) float64 { return ms(f.p(50)) }
	b.WriteString("### Fifty people in one query\n\n")
	report.Table(b, []string{"system", "p50 ms, c=1, 20 ms", "ratio", "CPU ms/query", "ratio", "requests", "MB in", "MB out", "peak memory, c=16", "ratio"},
		c.rows(func(s *system) []string {
			at := func(write func(f *figures) string) string { return c.cell(s, "fifty", write) }
			cpu := func(f *figures) float64 { return ms(f.cpuPerAnswer()) }
			return []string{
				at(func(f *figures) string { return report.Digits(p50(f)) }), c.ratio(s, "fifty", p50),
				at(func(f *figures) string { return report.Digits(cpu(f)) }), c.ratio(s, "fifty", cpu),
				at(func(f *figures) string { return fmt.Sprintf("%.0f", f.perAnswer(f.asked.requests)) }),
				at(func(f *figures) string { return report.Digits(f.perAnswer(f.asked.bytes) / (1 << 20)) }),
				at(func(f *figures) string { return report.Digits(f.perAnswer(f.bytes) / (1 << 20)) }),
				c.cell(s, "fifty c16", func(f *figures) string { return report.MB(f.peak) }),
				c.ratio(s, "fifty c16", func(f *figures) float64 { return float64(f.peak) }),
			}
		}))
}

// most is the part of the throughput that the audit trail may cost.
const most = 0.10

func (a *auditCost) write(b *strings.Builder, sync time.Duration) {
	b.WriteString("## What the audit trail costs\n\n")
	verdict := "That is within the tenth that it may cost."
	if median(a.lost) > most {
		verdict = "**That is more than the tenth that it may cost.**"
	}
	fmt.Fprintf(b, "At c=%d, exchanges answering at once, the durable trail costs **%s of the throughput** (the middle of %d rounds; from %s to %s). %s\n\n",
		a.callers, report.Percent(median(a.lost)), len(a.lost), report.Percent(slices.Min(a.lost)), report.Percent(slices.Max(a.lost)), verdict)
	b.WriteString("The gateway has no switch that turns auditing off, on purpose. It is held against a copy that is built for this measurement\n" +
		"(`go build -overlay`), in which a decision gives its receipt at once and an outcome is not written; all else is the same source.\n" +
		"The three take turns in each round, in another order each time, and a round's figures are compared with each other.\n\n")
	var rows [][]string
	for _, v := range []*auditVariant{a.durable, a.inMemory, a.without} {
		var p50 []float64
		for _, d := range v.p50 {
			p50 = append(p50, float64(d))
		}
		rows = append(rows, []string{v.name, fmt.Sprintf("%.0f", median(v.rates)), report.Percent(spread(v.rates)),
			report.Digits(v.cpuEach()), report.Ms(time.Duration(median(p50))), fmt.Sprintf("%.1f", float64(v.size)/float64(v.total)/1024)})
	}
	report.Table(b, []string{"trail", "queries/s", "spread", "CPU ms/query", "p50 ms", "KB/query"}, rows)
	fmt.Fprintf(b, "Processor time alone, which other work on the machine disturbs less, rises by %s. A file system in memory takes the disk out: waiting for\n"+
		"it costs %s (from %s to %s). This disk makes a page durable in %s ms.\n\n", report.Percent(a.durable.cpuEach()/a.without.cpuEach()-1),
		report.Percent(median(a.fsync)), report.Percent(slices.Min(a.fsync)), report.Percent(slices.Max(a.fsync)), report.Ms(sync))
}

func writeCurves(b *strings.Builder, curves []*curve) {
	b.WriteString("## How the cost grows\n\nOne caller asks at a time, exchanges answer at once. Processor time of the gateway; it is good to 10 ms in all.\n\n")
	for _, c := range curves {
		fmt.Fprintf(b, "### By %s\n\n%s.\n\n![%s](%s)\n\n", c.title, strings.ToUpper(c.note[:1])+c.note[1:], "Processor time for each "+c.unit, c.file)
		var rows [][]string
		for _, p := range c.points {
			var took []float64
			for _, d := range p.took {
				took = append(took, float64(d))
			}
			rows = append(rows, []string{fmt.Sprint(p.units), fmt.Sprint(p.answers), report.Ms(time.Duration(median(took))), report.Ms(p.each()),
				report.Digits(float64(p.each()) / float64(p.units) / float64(time.Microsecond)), report.MB(p.peak)})
		}
		report.Table(b, []string{c.title, "queries", "p50 ms", "CPU ms/query", "CPU µs for each " + c.unit, "peak memory"}, rows)
	}
}

func (p *profiled) write(b *strings.Builder) {
	fmt.Fprintf(b, "## Where the time goes\n\nGo's profiles of the gateway (the same source with a port for them) under the one-person question at c=64. A sample belongs to the\n"+
		"innermost package of the gateway on its stack; collecting garbage stands by itself. The largest parts of the processor time are %s.\n"+
		"A query allocates %.1f MB in %.0f pieces, most of it in %s.\n\n", firstThree(p.cpu), p.bytesEach/(1<<20), p.allocsEach, firstThree(p.allocs))
	var rows [][]string
	for i := range 14 {
		row := []string{"", "", "", ""}
		for j, list := range [][]share{p.cpu, p.allocs} {
			if i < len(list) {
				row[2*j], row[2*j+1] = list[i].name, report.Percent(list[i].part)
			}
		}
		rows = append(rows, row)
	}
	report.Table(b, []string{"processor time in", "part", "bytes allocated in", "part"}, rows)
	b.WriteString("By function, without what it calls:\n\n")
	rows = nil
	for i := range 12 {
		rows = append(rows, []string{"`" + short(p.cpuTop[i].name) + "`", report.Percent(p.cpuTop[i].part), "`" + short(p.allocsTop[i].name) + "`", report.Percent(p.allocsTop[i].part)})
	}
	report.Table(b, []string{"processor time in", "part", "bytes allocated in", "part"}, rows)
}

func firstThree(list []share) string {
	var all []string
	for _, s := range list[:min(3, len(list))] {
		all = append(all, fmt.Sprintf("%s (%.0f %%)", s.name, 100*s.part))
	}
	return strings.Join(all[:len(all)-1], ", ") + " and " + all[len(all)-1]
}

// short leaves out a function's module and the types of a generic one.
func short(name string) string {
	name, _, _ = strings.Cut(name, "[")
	return name[strings.LastIndexByte(name, '/')+1:]
}

const repeating = `## To repeat

` + "```" + `
cd bench && npm ci          # the peers, once
make bench                  # everything; writes this file, docs/scaling.md and the plots; under twelve minutes on two quiet cores
make bench-quick            # the same in three minutes, to the terminal
cd bench && go run . compare -only Mesh     # one part: compare, audit, curve or profile; -quick for a short one
` + "```" + `

` + "`bench/cpu.prof` and `bench/allocs.prof`" + ` are the profiles, for ` + "`go tool pprof`" + `. NHS numbers begin at the same number each run; nothing
is random.
`
