package stitch

import (
	"slices"
	"testing"

	"github.com/london-care-record/gateway/record"
	"github.com/london-care-record/gateway/terminology"
)

// TestS06_ExaminationsAreFoundByTheirGroup takes reports as hospitals title and code them, and names every group that
// must find each: a clinician who asks for one must neither miss it nor be shown another part of the body.
func TestS06_ExaminationsAreFoundByTheirGroup(t *testing.T) {
	terms := newTerms(terminology.Embedded())
	for _, c := range []struct {
		text, system, code string
		groups             []string
	}{
		{"ECG", "", "", []string{"ecg"}},
		{"12 lead ECG (A&E)", "", "", []string{"ecg"}},
		{"", record.SystemSNOMED, "268400002", []string{"ecg"}},
		{"", record.SystemLOINC, "11524-6", []string{"ecg"}},
		{"24 hour ECG", "", "", []string{"ambulatory-ecg"}},
		{"XR Chest", "", "", []string{"chest-x-ray"}},
		{"Chest X-ray PA and lateral", "", "", []string{"chest-x-ray"}},
		{"", record.SystemSNOMED, "399208008", []string{"chest-x-ray"}},
		{"", record.SystemLOINC, "36643-5", []string{"chest-x-ray"}},
		{"CT head", "", "", []string{"ct-head"}},
		{"CT chest abdomen and pelvis with contrast", "", "", []string{"ct-abdomen", "ct-chest"}},
		{"CTPA", "", "", []string{"ct-chest"}},
		{"", record.SystemSNOMED, "169069000", []string{"ct-chest"}},
		{"CT abdomen", "", "", []string{"ct-abdomen"}},
		{"CT angiogram head and neck", "", "", []string{"ct-angiogram"}},
		{"CT coronary angiogram", "", "", []string{"coronary-angiogram"}},
		{"US Doppler carotids", "", "", []string{"carotid-ultrasound"}},
		{"USS abdomen", "", "", []string{"abdominal-ultrasound"}},
		{"US Doppler lower limb veins Lt", "", "", []string{"leg-vein-ultrasound"}},
		{"Flexible sigmoidoscopy", "", "", []string{"colonoscopy"}},
		{"", record.SystemSNOMED, "73761001", []string{"colonoscopy"}},
		{"OGD", "", "", []string{"gastroscopy"}},
		{"Spirometry", "", "", []string{"lung-function"}},
		{"EEG", "", "", []string{"eeg"}},
		{"DEXA scan", "", "", []string{"bone-density"}},
		{"Bilateral mammogram", "", "", []string{"mammogram"}},
		{"MRI lumbar spine", "", "", []string{"mri-spine"}},
		{"MRI brain", "", "", []string{"mri-brain"}},
		{"X-ray knee", "", "", nil},
		{"Full blood count", "", "", nil},
	} {
		i := &record.Investigation{Entry: record.Entry{Code: record.CodeableConcept{Text: c.text, Worded: c.text != ""}}}
		if c.code != "" {
			i.Code.Codings = []record.Coding{{System: c.system, Code: c.code}}
		}
		var found []string
		for _, name := range terms.Groups() {
			if terms.inGroup(name, i) {
				found = append(found, name)
			}
		}
		if !slices.Equal(found, c.groups) {
			t.Errorf("%s%s is found in %v, want %v", c.text, c.code, found, c.groups)
		}
	}
}
