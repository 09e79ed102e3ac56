package fhir

import (
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// issue is one issue of an OperationOutcome. Its text is read for the names of parameters and goes no further: servers
// quote what they were asked, and that is patient data.
type issue struct {
	severity, code, text string
}

type issues []issue

// readIssues reads an OperationOutcome; anything else has no issues.
func readIssues(raw []byte) issues {
	var o struct {
		ResourceType string           `json:"resourceType"`
		Issue        []jsontext.Value `json:"issue"`
	}
	lax := json.JoinOptions(jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))
	if err := json.Unmarshal(raw, &o, lax); err != nil || o.ResourceType != "OperationOutcome" {
		return nil
	}
	var found issues
	for _, raw := range o.Issue {
		var i struct {
			Severity    string `json:"severity"`
			Code        string `json:"code"`
			Diagnostics string `json:"diagnostics"`
			Details     struct {
				Text string `json:"text"`
			} `json:"details"`
			Expression []string `json:"expression"`
			Location   []string `json:"location"`
		}
		if err := json.Unmarshal(raw, &i, lax); err != nil {
			found = append(found, issue{severity: "error"}) // unreadable, so not known to be harmless
			continue
		}
		text := strings.Join(append(append(i.Expression, i.Location...), i.Diagnostics, i.Details.Text), "\n")
		found = append(found, issue{severity: i.Severity, code: i.Code, text: strings.ToLower(text)})
	}
	return found
}

// grave gives the issues that put the answer's completeness in doubt: all but information.
func (all issues) grave() issues {
	var grave issues
	for _, i := range all {
		if i.severity != "information" && i.severity != "success" {
			grave = append(grave, i)
		}
	}
	return grave
}

// mention tells whether an issue names one of the words.
func (all issues) mention(words ...string) bool {
	for _, i := range all {
		for _, w := range words {
			if strings.Contains(i.text, w) {
				return true
			}
		}
	}
	return false
}

// coded tells whether an issue has one of the FHIR issue types.
func (all issues) coded(codes ...string) bool {
	for _, i := range all {
		for _, c := range codes {
			if i.code == c {
				return true
			}
		}
	}
	return false
}
