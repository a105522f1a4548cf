package checks

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"time"
)

// How long the texts of a case may be, in characters.
const (
	maxOrder = 64   // WeChat Pay's order numbers have up to 32, Alipay's 64
	maxNote  = 2000 // as everywhere
)

// ValidateCase checks what a person entered.
func ValidateCase(c Case) error {
	for _, field := range []struct {
		name, text string
		most       int
	}{{"order", c.Sale.Order, maxOrder}, {"note", c.Follow.Note, maxNote}} {
		if err := checkText(field.name, field.text, field.most); err != nil {
			return err
		}
	}
	if c.Listed {
		return fmt.Errorf("the case was read for a list: what was measured would be lost")
	}
	if c.Sale.At.IsZero() {
		return fmt.Errorf("the case says nothing of when it was")
	}
	if c.Sale.Amount < 0 || c.Sale.Amount > maxMoney {
		return fmt.Errorf("an amount of %s yuan is none that a shop takes", c.Sale.Amount)
	}
	if c.Follow.Staff < 0 || c.Follow.Staff > 24*60 {
		return fmt.Errorf("%d minutes of staff time is more than a day", c.Follow.Staff)
	}
	return nil
}

// ChangeCase reports whether a case may be changed so: of a concluded one only its
// follow-up, what was left empty can be filled, and a minute of which not all had come
// in is completed.
func ChangeCase(old, now Case) error {
	if old.Concluded.IsZero() {
		return nil
	}
	keeps := old.Concluded.Equal(now.Concluded) && old.Recorded.Equal(now.Recorded) && filledOnly(old.Sale, now.Sale)
	for question, answer := range old.Answers {
		keeps = keeps && now.Answers[question] == answer
	}
	completes := !old.Minute.Settled && now.Minute.Settled
	if !keeps || !completes && !sameJSON(old.Minute, now.Minute) {
		return ErrConcluded
	}
	return nil
}

// filledOnly: whatever was said before is still said.
func filledOnly(old, now Sale) bool {
	if !old.At.Equal(now.At) {
		return false
	}
	now.At = old.At
	before, after := reflect.ValueOf(old), reflect.ValueOf(now)
	for i := range before.NumField() {
		if !before.Field(i).IsZero() && before.Field(i).Interface() != after.Field(i).Interface() {
			return false
		}
	}
	return true
}

// sameJSON compares what is kept: times and figures survive being written and read
// only as JSON has them.
func sameJSON(a, b any) bool {
	one, err1 := json.Marshal(a)
	two, err2 := json.Marshal(b)
	return err1 == nil && err2 == nil && string(one) == string(two)
}

// SealOf is an entry's seal: SHA-256 over the seal before it, the entry's number and
// time, and the case as it was written. It finds what was changed by accident; it
// does not say who wrote it, since anybody can work it out.
func SealOf(before string, e CaseEntry) string {
	sum := sha256.New()
	fmt.Fprintf(sum, "%s\n%d\n%s\n", before, e.Number, e.At.UTC().Format(time.RFC3339Nano))
	sum.Write(e.Data)
	return hex.EncodeToString(sum.Sum(nil))
}

// Chain checks whether the seals of the log's entries fit, one after the other in their
// order.
type Chain struct {
	ChainState
	before string
}

// Add checks one more.
func (c *Chain) Add(e CaseEntry) {
	c.Entries++
	if c.Broken == 0 && (SealOf(c.before, e) != e.Seal || e.Number != c.Entries) {
		c.Broken = c.Entries
	}
	c.before = e.Seal
}

// WithAnswer is the answers with one more; the old ones are left as they are.
func (a Answers) WithAnswer(question RefundCause, answer Answer) Answers {
	next := maps.Clone(a)
	if next == nil {
		next = Answers{}
	}
	next[question] = answer
	return next
}
