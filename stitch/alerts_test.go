package stitch

import (
	"strings"
	"testing"

	"github.com/london-care-record/gateway/record"
)

func TestS17_AnAlertWithALessExactPeriodNamesTheOther(t *testing.T) {
	got := saying(t, map[record.ExchangeID]said{
		"SEL": {Alerts: raws(
			`{"ref":"Flag/1","text":"Hearing aid","period":{"start":"2024"}}`,
			`{"ref":"Flag/2","text":"Risk of violence"}`,
			`{"ref":"Flag/3","text":"Lives alone"}`,
			`{"ref":"Flag/4","text":"Own key","period":{"start":"2022-01-01","end":"2022-06-01"}}`,
			`{"ref":"Flag/5","text":"No risk of falls","codes":["sct 1","local F1"],"period":{"start":"2023"}}`)},
		"NEL": {Alerts: raws(
			`{"ref":"Flag/1","text":"hearing aid","period":{"start":"2024-03-01"}}`,
			`{"ref":"Flag/2","text":"Risk of violence","period":{"start":"2025-01-01"}}`,
			`{"ref":"Flag/3","text":"Lives alone"}`,
			`{"ref":"Flag/4","text":"Own key","period":{"start":"2022-01-01","end":"2023-06-01"}}`,
			`{"ref":"Flag/5","text":"Risk of falls","codes":["sct 1","local F1"],"period":{"start":"2023-05-01"}}`)},
	}, alertRules.fields, currentAlerts)
	if strings.Contains(got, " + ") {
		t.Errorf("two of them became one:\n%s", got)
	}
	for _, line := range []string{"related: Hearing aid from SEL Flag/1", "related: hearing aid from NEL Flag/1",
		"related: Risk of violence from SEL Flag/2", "related: Risk of violence from NEL Flag/2"} {
		if !strings.Contains(got, line) {
			t.Errorf("the record says\n%s\nwithout %q", got, line)
		}
	}
	if strings.Count(got, "related:") != 4 {
		t.Errorf("others name each other:\n%s", got)
	}
}
