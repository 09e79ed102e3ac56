package stitch

import "github.com/london-care-record/gateway/record"

// Why two rows name each other although their source says that the one is based on the other.
const (
	basedOnThat = "It says that it is based on this prescription, and is shown by itself: date, dose or product differs, or others say the same."
	groundOfIt  = "It says that it is based on this one, and is shown by itself: date, dose or product differs, or others say the same."
)

// relatePrescriptions lets a row and the prescriptions that it says it is based on name each other, where they are not one
// row: the issues of a repeat lead to its plan, and from it. A reference to what is not in the list leads nowhere and is
// left out (S18).
func relatePrescriptions(rows []*record.Medication, named map[*record.Medication][]sourceID) {
	by := map[sourceID]*record.Medication{}
	for _, row := range rows {
		for _, s := range row.Sources {
			by[sourceOf(s)] = row
		}
	}
	for _, row := range rows {
		for _, name := range named[row] {
			if ground := by[name]; ground != nil && ground != row && isPrescription(ground) {
				row.Related = related(row.Related, ground.ID, basedOnThat)
				ground.Related = related(ground.Related, row.ID, groundOfIt)
			}
		}
	}
}
