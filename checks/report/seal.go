package report

const (
	partBegin = "begin"
	partEnd   = "end"
)
