package web

import (
	"bytes"
	"fmt"
	"io/fs"
	"maps"
	"net/http"
	"path"
	"strings"
	"time"
)

// recordRoom is the room that record systems open.
const recordRoom = "/record"

// contentSecurityPolicy lets a page load, run and ask nothing but what this server gives, save for the origins that are
// named: the record room asks the record system that opened it for a token.
//
// Two rules are wider than the rest. Inline styles: the editor positions every line of text with
// them and writes its colour theme into a style element. Pictures from data: URLs: the editor's
// style sheets carry small ones. There is no inline script, no eval and no blob: worker.
func contentSecurityPolicy(origins ...string) string {
	return "default-src 'self'; " +
		"script-src 'self'; " +
		"style-src 'self' 'unsafe-inline'; " +
		"img-src 'self' data:; " +
		"connect-src " + strings.Join(append([]string{"'self'"}, origins...), " ") + "; " +
		"worker-src 'self'; " +
		"object-src 'none'; " +
		"base-uri 'none'; " +
		"form-action 'none'; " +
		"frame-ancestors 'none'"
}

const (
	// A file in assets/ has its content's hash in its name, so a cache never needs to ask again.
	cacheForever = "public, max-age=31536000, immutable"
	// Anything else may change with the next release and is asked for again, by its ETag.
	cacheRevalidate = "no-cache"
)

// site is a set of files, each at its own path; index.html is at / too, and any other page at its name without the ending.
type site struct {
	assets map[string]*asset // by URL path
	policy string            // the Content-Security-Policy of all but the record room
	record string            // the record room's
}

// newSite reads every file of root. It fails for a file whose content type it does not know.
func newSite(root fs.FS, o Options) (*site, error) {
	s := &site{assets: map[string]*asset{}, policy: contentSecurityPolicy(), record: contentSecurityPolicy(o.RecordSystems...)}
	rooms := map[string]*asset{}
	err := fs.WalkDir(root, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		body, err := fs.ReadFile(root, name)
		if err != nil {
			return err
		}
		contentType, ok := contentTypes[path.Ext(name)]
		if !ok {
			return fmt.Errorf("%s: no content type for this kind of file", name)
		}
		s.assets["/"+name] = newAsset(body, contentType, cacheFor(name))
		return nil
	})
	if err != nil {
		return nil, err
	}
	index, ok := s.assets["/index.html"]
	if !ok {
		return nil, fmt.Errorf("index.html: %w", fs.ErrNotExist)
	}
	s.assets["/"] = index
	for name, page := range s.assets {
		// A room's address is its name: record.html is at /record too.
		if room, ok := strings.CutSuffix(name, ".html"); ok && room != "/index" {
			rooms[room] = page
		}
	}
	maps.Copy(s.assets, rooms)
	if o.RecordOnly {
		maps.DeleteFunc(s.assets, func(name string, _ *asset) bool {
			return name == "/" || path.Ext(name) == ".html" || rooms[name] != nil && name != recordRoom
		})
	}
	return s, nil
}

func cacheFor(name string) string {
	if strings.HasPrefix(name, "assets/") {
		return cacheForever
	}
	return cacheRevalidate
}

// ServeHTTP implements http.Handler.
func (s *site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Security-Policy", s.policy)
	if strings.TrimSuffix(r.URL.Path, ".html") == recordRoom {
		h.Set("Content-Security-Policy", s.record)
	}
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")

	a, ok := s.assets[r.URL.Path]
	if !ok {
		http.NotFound(w, r)
		return
	}
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		h.Set("Allow", "GET, HEAD")
		http.Error(w, "This page is only read.", http.StatusMethodNotAllowed)
		return
	}
	h.Set("Content-Type", a.contentType)
	h.Set("Cache-Control", a.cacheControl)
	body := a.choose(h, r.Header.Get("Accept-Encoding"))
	// ServeContent answers HEAD, ranges and If-None-Match; embedded files have no time of their own.
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(body))
}
