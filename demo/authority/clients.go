package authority

import (
	"errors"
	"net"
	"net/url"
)

// The clients that may ask. All are public: what they can't keep secret is no secret, and PKCE takes its place.
const (
	// Viewer is the gateway's page that shows a record.
	Viewer = "demo-record-viewer"
	// OlderViewer is a viewer whose tokens are signed by RS256, as many older systems want it.
	OlderViewer = "demo-record-viewer-rs256"
	// Direct is the client of tokens that were asked for without a launch.
	Direct = "demo-token"
)

// viewers are the clients that can be launched, and what their tokens are signed by.
var viewers = map[string]string{Viewer: ES256, OlderViewer: RS256}

// AllowRedirect lets both viewers be sent back to an address, which must then be given exactly so. It must be an absolute URL
// without a fragment, and without TLS on this machine only.
func (a *Authority) AllowRedirect(uri string) error {
	u, err := url.Parse(uri)
	if err != nil || u.Host == "" || u.Fragment != "" || u.User != nil {
		return errors.New("authority: a redirect address must be an absolute URL without a fragment")
	}
	if u.Scheme != "https" && (u.Scheme != "http" || !loopback(u.Hostname())) {
		return errors.New("authority: a redirect address must be https, or http on this machine")
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	a.redirects[uri] = true
	return nil
}

func (a *Authority) redirectAllowed(uri string) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.redirects[uri]
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}
