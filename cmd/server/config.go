package main

import (
	"errors"
	"fmt"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"github.com/london-care-record/gateway/access"
	"github.com/london-care-record/gateway/fhir"
	"github.com/london-care-record/gateway/hie"
	"github.com/london-care-record/gateway/record"
	"github.com/london-care-record/gateway/terminology"
)

// config is the configuration file; docs/config.yaml is its commented reference. Unknown keys are errors.
type config struct {
	Listen        string          `yaml:"listen"`
	Admin         string          `yaml:"admin"`
	AdminExposed  bool            `yaml:"adminExposed"`
	Budget        duration        `yaml:"budget"`
	Drain         drainConfig     `yaml:"drain"`
	TLS           tlsConfig       `yaml:"tls"`
	CORS          corsConfig      `yaml:"cors"`
	Access        accessConfig    `yaml:"access"`
	Audit         auditConfig     `yaml:"audit"`
	Introspection bool            `yaml:"introspection"`
	Playground    bool            `yaml:"playground"`
	Explorer      explorerConfig  `yaml:"explorer"`
	Limits        limitsConfig    `yaml:"limits"`
	Terminology   string          `yaml:"terminology"`
	Log           logConfig       `yaml:"log"`
	Memory        memoryConfig    `yaml:"memory"`
	Exchanges     exchangeConfigs `yaml:"exchanges"`

	file string
	root ast.Node
	// terms is the terminology that the gateway works with.
	terms *terminology.Terminology
	// fallback is who asks without a token; nil for nobody. No file can say so: it is the demo region's.
	fallback *access.Caller
}

type limitsConfig struct {
	BodyBytes  int64 `yaml:"bodyBytes"`
	Tokens     int   `yaml:"tokens"`
	Depth      int   `yaml:"depth"`
	Aliases    int   `yaml:"aliases"`
	Complexity int   `yaml:"complexity"`
	People     int   `yaml:"people"`

	Connections int      `yaml:"connections"`
	HeaderTime  duration `yaml:"headerTime"`
	BodyTime    duration `yaml:"bodyTime"`
	WriteTime   duration `yaml:"writeTime"`

	Rates ratesConfig `yaml:"rates"`
	Load  loadConfig  `yaml:"load"`
}

type logConfig struct {
	Level  string `yaml:"level"`
	Format string `yaml:"format"`
}

// exchangeConfig is one exchange.
type exchangeConfig struct {
	id record.ExchangeID

	Name         string               `yaml:"name"`
	LocalName    string               `yaml:"localName"`
	ODSCode      string               `yaml:"odsCode"`
	URL          string               `yaml:"url"`
	Version      string               `yaml:"version"`
	Search       fhir.Style           `yaml:"search"`
	Method       string               `yaml:"method"`
	Batch        bool                 `yaml:"batch"`
	BatchSize    int                  `yaml:"batchSize"`
	Conditional  fhir.Conditional     `yaml:"conditional"`
	LastUpdated  bool                 `yaml:"lastUpdated"`
	Timeout      duration             `yaml:"timeout"`
	PageSize     int                  `yaml:"pageSize"`
	MaxPages     int                  `yaml:"maxPages"`
	MaxEntries   int                  `yaml:"maxEntries"`
	MaxBytes     int64                `yaml:"maxBytes"`
	Kinds        []record.Kind        `yaml:"kinds"`
	CareSettings []record.CareSetting `yaml:"careSettings"`
	Guard        guardConfig          `yaml:"guard"`
	MaxHeldBytes int64                `yaml:"maxHeldBytes"`
	CAFile       string               `yaml:"caFile"`
	Auth         struct {
		BearerTokenFile string `yaml:"bearerTokenFile"`
	} `yaml:"auth"`
}

// defaultBatch is how many searches a batch holds where the file does not say: all of one view of a record, several times.
const defaultBatch = 50

// batchSize is how many searches go in one request; 0 where the exchange takes no batch.
func (e *exchangeConfig) batchSize() int {
	switch {
	case !e.Batch:
		return 0
	case e.BatchSize == 0:
		return defaultBatch
	}
	return e.BatchSize
}

// duration is a span of time as Go writes it: 2s, 1500ms.
type duration time.Duration

// UnmarshalYAML reads a duration; its error knows its place, which the library's own does not.
func (d *duration) UnmarshalYAML(node ast.Node) error {
	parsed, err := time.ParseDuration(node.GetToken().Value)
	if err != nil {
		return &yaml.SyntaxError{Message: "must be a time such as 2s or 1500ms", Token: node.GetToken()}
	}
	*d = duration(parsed)
	return nil
}

// exchangeConfigs keeps the file's order: it is the region's.
type exchangeConfigs []exchangeConfig

// UnmarshalYAML reads the exchanges in the order in which they stand.
func (c *exchangeConfigs) UnmarshalYAML(node ast.Node) error {
	var pairs []*ast.MappingValueNode
	switch n := node.(type) {
	case *ast.MappingNode:
		pairs = n.Values
	case *ast.MappingValueNode:
		pairs = []*ast.MappingValueNode{n}
	default:
		return errors.New("must name each exchange")
	}
	for _, pair := range pairs {
		var e exchangeConfig
		if err := yaml.NodeToValue(pair.Value, &e, yaml.Strict()); err != nil {
			return err
		}
		e.id = record.ExchangeID(pair.Key.GetToken().Value)
		*c = append(*c, e)
	}
	return nil
}

// configError says what is wrong with the configuration, where.
type configError struct {
	file    string
	line    int
	key     string
	problem string
}

func (e *configError) Error() string {
	place := e.file
	if e.line > 0 {
		place = fmt.Sprintf("%s:%d", e.file, e.line)
	}
	if e.key == "" {
		return fmt.Sprintf("%s: %s", place, e.problem)
	}
	return fmt.Sprintf("%s: %s: %s", place, e.key, e.problem)
}

// defaults are what a file need not say.
func defaults() *config {
	return &config{Listen: "127.0.0.1:8080", Admin: "127.0.0.1:9090", Budget: duration(2 * time.Second),
		Drain: drainConfig{Delay: duration(5 * time.Second), Timeout: duration(10 * time.Second)},
		Log:   logConfig{Level: "info", Format: "text"}, Memory: defaultMemory(),
		terms: terminology.Embedded()}
}

// readConfig reads a file, strictly. Every error is a sentence that names file, line and key.
func readConfig(file string) (*config, error) {
	b, err := os.ReadFile(file)
	if err != nil {
		return nil, &configError{file: file, problem: "the file can't be read"}
	}
	c := defaults()
	c.file = file
	parsed, err := parser.ParseBytes(b, 0)
	if err != nil {
		return nil, yamlError(file, nil, err)
	}
	if len(parsed.Docs) != 1 || parsed.Docs[0].Body == nil {
		return nil, &configError{file: file, problem: "the file must hold one YAML document"}
	}
	c.root = parsed.Docs[0].Body
	if err := yaml.NodeToValue(c.root, c, yaml.Strict()); err != nil {
		return nil, yamlError(file, c.root, err)
	}
	if err := c.check(); err != nil {
		return nil, err
	}
	c.beside()
	return c, c.readTerminology()
}

// readTerminology takes in the folder of value sets and concept maps, where there is one.
func (c *config) readTerminology() error {
	if c.Terminology == "" {
		return nil
	}
	terms, err := terminology.With(os.DirFS(c.Terminology))
	if err != nil {
		return c.problem("terminology", "%s: %s", c.Terminology, err)
	}
	c.terms = terms
	return nil
}

// yamlError puts the library's message and position into our own words and form.
func yamlError(file string, root ast.Node, err error) error {
	e := &configError{file: file, problem: err.Error()}
	var detailed yaml.Error
	if errors.As(err, &detailed) {
		e.problem = detailed.GetMessage()
		if t := detailed.GetToken(); t != nil {
			e.line = t.Position.Line
			e.key = keyAt(root, e.line, t.Position.Column)
		}
	}
	var unknown *yaml.UnknownFieldError
	if errors.As(err, &unknown) {
		e.problem = "this key is not known"
		if secretWord.MatchString(e.key[strings.LastIndexByte(e.key, '.')+1:]) {
			e.problem += "; secrets do not belong in this file, but in files of their own, which it names"
		}
	}
	return e
}

// secretWord finds keys by which somebody wanted to write down a secret.
var secretWord = regexp.MustCompile(`(?i)(secret|password|token|keys?|databaseURL|dsn)$`)

// keyAt names the key at a place, or else the first that stands on its line, with the keys above it.
func keyAt(root ast.Node, line, column int) string {
	f := &keyFinder{line: line, column: column}
	if root != nil {
		ast.Walk(f, root)
	}
	return strings.TrimPrefix(f.found, "$.")
}

type keyFinder struct {
	line, column int
	found        string
}

func (f *keyFinder) Visit(n ast.Node) ast.Visitor {
	pair, ok := n.(*ast.MappingValueNode)
	if !ok {
		return f
	}
	at := pair.Key.GetToken().Position
	if at.Line == f.line && (f.found == "" || at.Column == f.column) {
		f.found = pair.Key.GetPath()
	}
	return f
}

// problem makes an error about a key, with the line on which it stands, or the nearest key above it that does.
func (c *config) problem(key, format string, args ...any) error {
	e := &configError{file: c.file, key: key, problem: fmt.Sprintf(format, args...)}
	for k := key; k != "" && e.line == 0; k = k[:max(0, strings.LastIndexByte(k, '.'))] {
		e.line = lineOf(c.root, k)
	}
	return e
}

// lineOf gives the line on which a key stands, or 0.
func lineOf(root ast.Node, key string) int {
	f := &lineFinder{path: "$." + key}
	if root != nil {
		ast.Walk(f, root)
	}
	return f.line
}

type lineFinder struct {
	path string
	line int
}

func (f *lineFinder) Visit(n ast.Node) ast.Visitor {
	if pair, ok := n.(*ast.MappingValueNode); ok && pair.Key.GetPath() == f.path && f.line == 0 {
		f.line = pair.Key.GetToken().Position.Line
	}
	return f
}

// check holds what YAML types can't say.
func (c *config) check() error {
	if c.Budget <= 0 {
		return c.problem("budget", "must be more than nothing, such as 2s")
	}
	if !slices.Contains([]string{"debug", "info", "warn", "error"}, c.Log.Level) {
		return c.problem("log.level", "must be debug, info, warn or error")
	}
	if !slices.Contains([]string{"text", "json"}, c.Log.Format) {
		return c.problem("log.format", "must be text or json")
	}
	for _, l := range []struct {
		key   string
		value int64
	}{{"bodyBytes", c.Limits.BodyBytes}, {"tokens", int64(c.Limits.Tokens)}, {"depth", int64(c.Limits.Depth)},
		{"aliases", int64(c.Limits.Aliases)}, {"complexity", int64(c.Limits.Complexity)}, {"people", int64(c.Limits.People)}} {
		if l.value < 0 {
			return c.problem("limits."+l.key, "must not be negative")
		}
	}
	if len(c.Exchanges) == 0 {
		return c.problem("exchanges", "at least one exchange is needed")
	}
	for i := range c.Exchanges {
		if err := c.checkExchange(&c.Exchanges[i]); err != nil {
			return err
		}
	}
	if err := c.checkDrain(); err != nil {
		return err
	}
	for _, check := range []func() error{c.checkThrottle, c.checkWire, c.checkCORS} {
		if err := check(); err != nil {
			return err
		}
	}
	if err := c.checkMemory(); err != nil {
		return err
	}
	if err := c.checkTLS(); err != nil {
		return err
	}
	if err := c.checkAccess(); err != nil {
		return err
	}
	return c.checkExplorer()
}

func (c *config) checkExchange(e *exchangeConfig) error {
	key := func(k string) string { return "exchanges." + string(e.id) + "." + k }
	if !slices.Contains(knownExchanges(), string(e.id)) {
		return c.problem("exchanges."+string(e.id), "is not an exchange of the schema, which has %s", strings.Join(knownExchanges(), ", "))
	}
	if e.URL == "" {
		return c.problem(key("url"), "is missing")
	}
	u, err := url.Parse(e.URL)
	if err != nil {
		return c.problem(key("url"), "is not a URL")
	}
	if u.User != nil {
		return c.problem(key("url"), "must hold no user or password: secrets stand in files of their own")
	}
	if e.Version != "" && e.Version != "R4" {
		return c.problem(key("version"), "must be R4, the only version that is understood")
	}
	if !slices.Contains([]fhir.Style{"", fhir.Chained, fhir.Logical, fhir.Local}, e.Search) {
		return c.problem(key("search"), "must be chained, logical or local")
	}
	if !slices.Contains([]string{"", "POST", "GET"}, e.Method) {
		return c.problem(key("method"), "must be POST or GET")
	}
	if e.BatchSize != 0 && !e.Batch {
		return c.problem(key("batchSize"), "is for an exchange that takes batches: batch: true")
	}
	if e.Conditional != "" && !slices.Contains(fhir.Conditionals, e.Conditional) {
		return c.problem(key("conditional"), "must be off, strong, weak or dates")
	}
	if e.Timeout < 0 {
		return c.problem(key("timeout"), "must not be negative")
	}
	if err := c.checkGuard(e); err != nil {
		return err
	}
	for _, l := range []struct {
		key   string
		value int64
	}{{"pageSize", int64(e.PageSize)}, {"maxPages", int64(e.MaxPages)}, {"maxEntries", int64(e.MaxEntries)}, {"maxBytes", e.MaxBytes}, {"maxHeldBytes", e.MaxHeldBytes}, {"batchSize", int64(e.BatchSize)}} {
		if l.value < 0 {
			return c.problem(key(l.key), "must not be negative")
		}
	}
	for _, k := range e.Kinds {
		if !slices.Contains(record.Kinds, k) {
			return c.problem(key("kinds"), "%q is not a kind of record", k)
		}
	}
	for _, s := range e.CareSettings {
		if !slices.Contains(record.CareSettings, s) {
			return c.problem(key("careSettings"), "%q is not a care setting", s)
		}
	}
	return nil
}

// exchanges turns the configuration into the region's.
func (c *config) exchanges() []hie.Config {
	configs := make([]hie.Config, len(c.Exchanges))
	for i, e := range c.Exchanges {
		base, _ := url.Parse(e.URL) // checked before
		configs[i] = hie.Config{
			Exchange: e.describe(), URL: base, Style: e.Search, GETOnly: e.Method == "GET", Timeout: time.Duration(e.Timeout),
			PageSize: e.PageSize, MaxPages: e.MaxPages, MaxEntries: e.MaxEntries, MaxBytes: e.MaxBytes, MaxHeldBytes: e.MaxHeldBytes,
			Guard: e.Guard.guard(), BatchSize: e.batchSize(), Conditional: e.Conditional, LastUpdated: e.LastUpdated, CAFile: e.CAFile, BearerTokenFile: e.Auth.BearerTokenFile,
		}
	}
	return configs
}

// describe puts the exchange's own words over what is known of it.
func (e exchangeConfig) describe() record.Exchange {
	d := hie.London[e.id]
	d.ID = e.id
	for _, x := range []struct {
		into  *string
		value string
	}{{&d.Name, e.Name}, {&d.LocalName, e.LocalName}, {&d.ODSCode, e.ODSCode}} {
		if x.value != "" {
			*x.into = x.value
		}
	}
	d.Kinds, d.CareSettings = record.Kinds, record.CareSettings
	if e.Kinds != nil {
		d.Kinds = e.Kinds
	}
	if e.CareSettings != nil {
		d.CareSettings = e.CareSettings
	}
	return d
}
