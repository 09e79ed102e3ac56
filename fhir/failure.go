package fhir

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/london-care-record/gateway/record"
)

// failure is why a request gave no answer. Its detail is made of phrases of this package alone: what a server or the
// HTTP library says can hold URLs and patient data, and goes no further than here.
type failure struct {
	state  record.SourceState
	detail string
	// status is the HTTP status where there was one, issues the server's reasons for a refusal.
	status int
	issues issues
	// retryAfter is how long the server asks to be left alone; 0 when it does not say.
	retryAfter time.Duration
}

func failed(detail string) *failure {
	return &failure{state: record.StateUnavailable, detail: detail}
}

const (
	unreadableAnswer = "answered with something that could not be read"
	notFHIRJSON      = "answered with something that is not FHIR JSON"
	badCertificate   = "could not be asked, because its certificate "
)

// transportFailure says why a request or the reading of its answer broke off.
func transportFailure(ctx context.Context, w watch, err error) *failure {
	switch {
	case errors.Is(ctx.Err(), context.DeadlineExceeded), timedOut(err):
		return w.tooLate()
	case ctx.Err() != nil:
		return failed("was not waited for, because the question was withdrawn")
	case errors.Is(err, errTooLong):
		return failed("sent more than the gateway reads")
	}
	if reason := distrust(err); reason != "" {
		return failed(badCertificate + reason)
	}
	var dial *net.OpError
	if errors.As(err, &dial) && dial.Op == "dial" {
		return failed("could not be reached")
	}
	return failed("broke off its answer")
}

// distrust says what is wrong with the certificate that a server showed; "" when it is not that.
func distrust(err error) string {
	var invalid x509.CertificateInvalidError
	var stranger x509.UnknownAuthorityError
	var name x509.HostnameError
	var other *tls.CertificateVerificationError
	switch {
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		return "has expired or is not valid yet"
	case errors.As(err, &stranger):
		return "is not of an authority that the gateway trusts"
	case errors.As(err, &name):
		return "is for another address"
	case errors.As(err, &invalid), errors.As(err, &other):
		return "can't be trusted"
	}
	return ""
}

func timedOut(err error) bool {
	var t net.Error
	return errors.As(err, &t) && t.Timeout()
}

// tooLate is the failure of a question whose time ran out.
func (w watch) tooLate() *failure {
	given := w.given
	if given <= 0 {
		given = w.elapsed()
	}
	return &failure{state: record.StateTimedOut, detail: "did not answer within " + seconds(given)}
}

// seconds writes a duration for people: "1.5 s", "800 ms".
func seconds(d time.Duration) string {
	if d < time.Second-5*time.Millisecond {
		return fmt.Sprintf("%d ms", d.Round(10*time.Millisecond).Milliseconds())
	}
	return strings.TrimSuffix(fmt.Sprintf("%.1f", d.Seconds()), ".0") + " s"
}

// statusFailure says what an HTTP status other than 200 means.
func statusFailure(status int, i issues) *failure {
	f := failed(fmt.Sprintf("answered with HTTP status %d", status))
	f.status, f.issues = status, i
	switch {
	case status == http.StatusUnauthorized:
		f.state, f.detail = record.StateRefused, "does not accept the gateway's credentials"
	case status == http.StatusForbidden:
		f.state, f.detail = record.StateRefused, "refused the request"
	case status == http.StatusTooManyRequests:
		f.detail = "asked us to slow down"
	case status == http.StatusNotModified:
		f.detail = unaskedUnchanged
	case status >= 300 && status < 400:
		f.detail = "sent the gateway elsewhere, where it does not follow"
	}
	return f
}

// rejects tells that the server understood the request well enough to say that it does not do that. Asking in another
// way can help; asking again the same way can't.
func (f *failure) rejects() bool {
	if f == nil {
		return false
	}
	switch f.status {
	case http.StatusBadRequest, http.StatusNotFound, http.StatusMethodNotAllowed, http.StatusNotImplemented,
		http.StatusUnprocessableEntity, http.StatusUnsupportedMediaType:
		return true
	}
	return false
}

// noPOST tells that the server does not take searches by POST at all, as far as one can know from its refusal.
func (f *failure) noPOST() bool {
	switch f.status {
	case http.StatusMethodNotAllowed, http.StatusNotImplemented, http.StatusNotFound, http.StatusUnsupportedMediaType:
		return true
	}
	return f.rejects() && f.issues.mention("_search")
}

// noPOSTDetail names the configuration key: the gateway never puts NHS numbers into URLs of its own accord.
const noPOSTDetail = "takes no search by POST; set method: GET for this exchange if NHS numbers may stand in its URLs"
