package checks

import "slices"

// Standing are the records that hold, in the order of time. A record never changes:
// what was pressed by mistake is taken back by a record after it, and neither of the
// two counts then.
func Standing(records []CareRecord) []CareRecord {
	all := slices.Clone(records)
	slices.SortStableFunc(all, func(a, b CareRecord) int {
		if a.At.Equal(b.At) {
			return int(a.ID - b.ID)
		}
		return a.At.Compare(b.At)
	})
	var standing []CareRecord
	for _, r := range all {
		if r.State != CareTakenBack {
			standing = append(standing, r)
			continue
		}
		for i, before := range slices.Backward(standing) {
			if before.Task == r.Task {
				standing = slices.Delete(standing, i, i+1)
				break
			}
		}
	}
	return standing
}
