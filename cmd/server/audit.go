package main

import (
	"bufio"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/user"
	"strings"
	"time"

	"github.com/london-care-record/gateway/audit"
	"github.com/london-care-record/gateway/audit/balp"
	"github.com/london-care-record/gateway/audit/postgres"
	"github.com/london-care-record/gateway/audit/sqlite"
)

// auditConfig says where the audit trail is. Secrets stand in files of their own or in the environment.
type auditConfig struct {
	// File is a SQLite file; DatabaseURLFile holds the URL of a PostgreSQL database. One of the two, or
	// GATEWAY_AUDIT_DATABASE_URL.
	File            string `yaml:"file"`
	DatabaseURLFile string `yaml:"databaseURLFile"`
	// KeysFile holds the keys; or GATEWAY_AUDIT_KEYS does.
	KeysFile string `yaml:"keysFile"`
	// HeadFile keeps the end of this gateway's chain outside the store.
	HeadFile string `yaml:"headFile"`
	// Chain is this gateway's own; the name of the machine if it is empty.
	Chain string `yaml:"chain"`
	// RetentionDays is how long this gateway keeps the entries of its chain; 0 for ever.
	RetentionDays int `yaml:"retentionDays"`
	// Report says what stands out in the privacy officer's report.
	Report reportConfig `yaml:"report"`
}

// The secrets in the environment.
const (
	envAuditKeys     = "GATEWAY_AUDIT_KEYS"
	envAuditDatabase = "GATEWAY_AUDIT_DATABASE_URL"
)

func (c *auditConfig) ring() (*audit.Ring, error) {
	if c.KeysFile != "" {
		return audit.ReadRing(c.KeysFile)
	}
	if text := os.Getenv(envAuditKeys); text != "" {
		return audit.ParseRing(text)
	}
	return nil, errors.New("the audit keys are missing: name their file (audit.keysFile, or -keys), or set " + envAuditKeys)
}

// open opens the store. For reading only, nothing is made or changed.
func (c *auditConfig) open(ctx context.Context, writing bool) (audit.Store, error) {
	url := os.Getenv(envAuditDatabase)
	if c.DatabaseURLFile != "" {
		b, err := os.ReadFile(c.DatabaseURLFile)
		if err != nil {
			return nil, fmt.Errorf("the URL of the audit database can't be read: %w", err)
		}
		url = strings.TrimSpace(string(b))
	}
	if c.File == "" && url != "" {
		if err := checkDatabase(url); err != nil {
			return nil, err
		}
	}
	switch {
	case c.File != "" && c.DatabaseURLFile != "":
		return nil, errors.New("the audit trail is in a file or in a database, not in both")
	case c.File != "" && writing:
		return opened(sqlite.Open(ctx, c.File))
	case c.File != "":
		return opened(sqlite.OpenReading(c.File))
	case url != "" && writing:
		return opened(postgres.Open(ctx, url))
	case url != "":
		return opened(postgres.OpenReading(ctx, url))
	}
	return nil, errors.New("the audit trail is nowhere: name its file (audit.file, or -store) or database (audit.databaseURLFile, or " + envAuditDatabase + ")")
}

// opened keeps a nil store of some type from becoming a store that is not nil.
func opened[S audit.Store](s S, err error) (audit.Store, error) {
	if err != nil {
		return nil, fmt.Errorf("the audit trail can't be opened: %w", err)
	}
	return s, nil
}

func (c *auditConfig) chain() (string, error) {
	if c.Chain != "" {
		return c.Chain, nil
	}
	return os.Hostname()
}

const auditUsage = `usage:
  server audit verify  (-config file | -store file [-keys file]) [-head file]
                       finds what was changed, removed or inserted, and says where
  server audit export  (-config file | -store file [-keys file]) [-from date] [-to date] [-identify]
                       writes FHIR AuditEvents, a line each; the export itself is noted
  server audit retain  (-config file | -store file [-keys file]) -before date [-chain name]
                       deletes what is older from a chain that no running gateway writes
dates are days (2026-11-23, UTC) or moments (2026-11-23T09:00:00Z)`

// auditFlags are the command line of all three commands.
type auditFlags struct {
	auditConfig
	config           string
	from, to, before time.Time
	identify         bool
}

// runAudit is `server audit`.
func runAudit(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	commands := map[string]func(context.Context, *auditFlags, io.Writer) error{"verify": runVerify, "export": runExport, "retain": runRetain}
	if len(args) == 0 || commands[args[0]] == nil {
		fmt.Fprintln(stderr, auditUsage)
		return errUsage
	}
	f, err := parseAuditFlags(args[0], args[1:], stderr)
	if err != nil {
		return err
	}
	return commands[args[0]](ctx, f, stdout)
}

func parseAuditFlags(command string, args []string, stderr io.Writer) (*auditFlags, error) {
	var f auditFlags
	set := flag.NewFlagSet("server audit "+command, flag.ContinueOnError)
	set.SetOutput(stderr)
	set.Usage = func() { fmt.Fprintln(stderr, auditUsage) }
	set.StringVar(&f.config, "config", "", "configuration `file`")
	set.StringVar(&f.File, "store", "", "SQLite `file`")
	set.StringVar(&f.KeysFile, "keys", "", "`file` of the keys")
	set.StringVar(&f.HeadFile, "head", "", "`file` of heads that were kept outside the store")
	set.StringVar(&f.Chain, "chain", "", "`name` of the chain")
	set.BoolVar(&f.identify, "identify", false, "name people by NHS number")
	for name, into := range map[string]*time.Time{"from": &f.from, "to": &f.to, "before": &f.before} {
		set.Func(name, "`date`", func(text string) (err error) {
			*into, err = dateOrMoment(text)
			return err
		})
	}
	if err := set.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return nil, err
		}
		return nil, errUsage
	}
	if set.NArg() > 0 {
		return nil, fmt.Errorf("%q is not understood; see -help", set.Arg(0))
	}
	if f.config == "" {
		return &f, nil
	}
	c, err := readConfig(f.config)
	if err != nil {
		return nil, err
	}
	if f.File != "" {
		return nil, errors.New("-store and -config both say where the audit trail is; give one")
	}
	own := f.auditConfig
	f.auditConfig = c.Audit
	f.KeysFile, f.HeadFile, f.Chain = cmp.Or(own.KeysFile, c.Audit.KeysFile), cmp.Or(own.HeadFile, c.Audit.HeadFile), cmp.Or(own.Chain, c.Audit.Chain)
	return &f, nil
}

func dateOrMoment(text string) (time.Time, error) {
	if t, err := time.Parse(time.DateOnly, text); err == nil {
		return t, nil
	}
	t, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return t, errors.New("must be a date such as 2026-11-23, or a moment such as 2026-11-23T09:00:00Z")
	}
	return t, nil
}

// runVerify prints each chain, and what is wrong. Its error makes the exit code.
func runVerify(ctx context.Context, f *auditFlags, stdout io.Writer) error {
	keys, err := f.ring()
	if err != nil {
		return err
	}
	var known []audit.Head
	if f.HeadFile != "" {
		if known, err = audit.ReadHeads(f.HeadFile); err != nil {
			return fmt.Errorf("the heads kept outside the store can't be read: %w", err)
		}
	}
	s, err := f.open(ctx, false)
	if err != nil {
		return err
	}
	defer func() { _ = s.Close() }()
	report, err := audit.Verify(ctx, s, keys, known...)
	if err != nil {
		return fmt.Errorf("the audit trail can't be read to its end, which may itself be tampering: %w", err)
	}
	for _, c := range report.Chains {
		fmt.Fprintf(stdout, "%s: entries %d to %d, %d permitted without an outcome, head %x\n", c.Chain, c.First, c.Last, c.Unfinished, c.Head.Hash)
	}
	for _, finding := range report.Findings {
		fmt.Fprintln(stdout, finding)
	}
	switch {
	case len(report.Findings) > 0:
		return fmt.Errorf("the audit trail is not as it was written: %d findings", len(report.Findings))
	case len(report.Chains) == 0:
		return errors.New("the audit trail holds nothing")
	}
	return nil
}

// operator is who runs this command, as the operating system knows them.
func operator() audit.Caller {
	c := audit.Caller{Subject: "unknown user", Role: "operator", Client: "server audit"}
	if u, err := user.Current(); err == nil {
		c.Subject, c.Name = "os-user "+u.Username, u.Name
	}
	return c
}

// exportChain is where exports are noted: no gateway writes to it.
const exportChain = "exports"

// runExport writes events to stdout. That the trail was taken out is in the trail before the first line is out.
func runExport(ctx context.Context, f *auditFlags, stdout io.Writer) (err error) {
	keys, err := f.ring()
	if err != nil {
		return err
	}
	if err := there(f.File); err != nil {
		return err
	}
	s, err := f.open(ctx, true)
	if err != nil {
		return err
	}
	defer func() { _ = s.Close() }()
	if err := noteExport(ctx, f, s, keys); err != nil {
		return err
	}
	out := bufio.NewWriter(stdout)
	defer func() { err = errors.Join(err, out.Flush()) }()
	return export(ctx, f, audit.NewReader(s, keys), json.NewEncoder(out))
}

// there refuses a file that is not there: it would be made, and found to hold nothing.
func there(file string) error {
	if file == "" {
		return nil
	}
	if _, err := os.Stat(file); errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("the audit trail can't be opened: %w", err)
	}
	return nil
}

func noteExport(ctx context.Context, f *auditFlags, s audit.Store, keys *audit.Ring) error {
	l, err := audit.Open(ctx, s, keys, audit.Options{Chain: exportChain})
	if err != nil {
		return err
	}
	reasons := []string{fmt.Sprintf("identify=%v", f.identify)}
	for name, t := range map[string]time.Time{"from": f.from, "to": f.to} {
		if !t.IsZero() {
			reasons = append(reasons, name+"="+t.UTC().Format(time.RFC3339))
		}
	}
	receipts, err := l.Decide(ctx, audit.Decision{Action: audit.ExportAudit, Caller: operator(), Purpose: "AUDIT", Permitted: true, Reasons: reasons})
	if err == nil {
		err = l.Conclude(ctx, audit.Outcome{Of: receipts[0]})
	}
	return errors.Join(err, l.Close())
}

func export(ctx context.Context, f *auditFlags, r *audit.Reader, out *json.Encoder) error {
	person := balp.Pseudonymous
	if f.identify {
		person = balp.Identified
	}
	faults := 0
	q := audit.Query{From: f.from, To: f.to, OldestFirst: true, First: 500}
	for {
		p, err := r.Find(ctx, q)
		if err != nil {
			return err
		}
		for _, a := range p.Accesses {
			if a.Fault != "" {
				faults++
			}
			for _, e := range balp.Events(a, person) {
				if err := out.Encode(e); err != nil {
					return err
				}
			}
		}
		if q.After = p.Next; q.After == "" {
			break
		}
	}
	if faults > 0 {
		return fmt.Errorf("%d of the exported accesses are not as they were written, or can't be decrypted: verify the store", faults)
	}
	return nil
}

// runRetain deletes old entries of one chain.
func runRetain(ctx context.Context, f *auditFlags, stdout io.Writer) (err error) {
	if f.before.IsZero() {
		return errors.New("-before is missing: the date from which entries are kept")
	}
	keys, err := f.ring()
	if err != nil {
		return err
	}
	chain, err := f.chain()
	if err != nil {
		return err
	}
	if err := there(f.File); err != nil {
		return err
	}
	s, err := f.open(ctx, true)
	if err != nil {
		return err
	}
	defer func() { _ = s.Close() }()
	l, err := audit.Open(ctx, s, keys, audit.Options{Chain: chain, HeadFile: f.HeadFile, Timeout: time.Minute})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, l.Close()) }()
	done, err := l.Retain(ctx, f.before, operator().Subject)
	if done.Count > 0 {
		fmt.Fprintf(stdout, "%s: entries %d to %d were deleted, %d in all\n", chain, done.From, done.Through, done.Count)
	} else if err == nil {
		fmt.Fprintf(stdout, "%s: nothing is older\n", chain)
	}
	return err
}
