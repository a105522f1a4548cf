package checks

// TriageOf works out what follows.
func TriageOf(s Sale, answers Answers, m Minute) Triage {
	return Triage{}
}
