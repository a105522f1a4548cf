package main

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"countercheck/checks"
)

// fill asks for a text until the record takes it. Enter keeps what there is.
func (k *console) fill(ctx context.Context, key, old string, into func(v *checks.Visit, text string)) error {
	for {
		text, err := k.ask(ctx, key, map[string]any{"Old": old})
		if err != nil {
			return err
		}
		if text == "" {
			text = old
		}
		if err := k.change(ctx, func(v *checks.Visit) { into(v, text) }); !k.refused(err) {
			return err
		}
	}
}

// refused says what is wrong with a text that a record cannot take.
func (k *console) refused(err error) bool {
	var wrong *checks.TextError
	if !errors.As(err, &wrong) {
		return false
	}
	switch {
	case wrong.Most > 0:
		k.say("too_long", map[string]any{"Most": wrong.Most, "Length": wrong.Length})
	default:
		k.say("wrong", nil)
	}
	return true
}

// yes asks until the answer is yes or no; usual is what Enter says.
func (k *console) yes(ctx context.Context, key string, facts map[string]any, usual bool) (bool, error) {
	for {
		text, err := k.ask(ctx, key, facts)
		if err != nil {
			return false, err
		}
		switch letter(text) {
		case "":
			return usual, nil
		case "y", "yes", "是", "好", "对", "要":
			return true, nil
		case "n", "no", "否", "不", "不要":
			return false, nil
		}
		k.say("yes_wrong", nil)
	}
}

// one asks for one of some numbers; Enter is usual, counted from 0.
func (k *console) one(ctx context.Context, key string, facts map[string]any, of, usual int) (int, error) {
	for {
		text, err := k.ask(ctx, key, facts)
		if err != nil || text == "" {
			return usual, err
		}
		if n, ok := number(text, of); ok {
			return n, nil
		}
		k.say("one_wrong", map[string]any{"Most": of})
	}
}

// number reads 1 to most, and counts from 0.
func number(text string, most int) (int, bool) {
	n, err := strconv.Atoi(strings.TrimSpace(letter(text)))
	return n - 1, err == nil && n >= 1 && n <= most
}

// numbers reads several, each once. Nothing means all.
func numbers(text string, most int) (chosen []int, ok bool) {
	parts := strings.FieldsFunc(letter(text), func(r rune) bool { return r == ',' || r == ' ' || r == '、' || r == '､' })
	if len(parts) == 0 {
		for n := range most {
			chosen = append(chosen, n)
		}
		return chosen, text == ""
	}
	for _, part := range parts {
		n, ok := number(part, most)
		if !ok {
			return nil, false
		}
		if !slices.Contains(chosen, n) {
			chosen = append(chosen, n)
		}
	}
	return chosen, true
}
