package report

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// fact is one figure of a check, named as in the JSON.
type fact struct{ Key, Value string }

// factsOf lists the facts of a check under the names that the JSON gives them,
// in its order; lists and tables become dotted keys.
func factsOf(facts any) []fact {
	if facts == nil {
		return nil
	}
	text, err := json.Marshal(facts)
	if err != nil {
		return []fact{{"error", err.Error()}}
	}
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.UseNumber()
	var all []fact
	if err := flatten(dec, "", &all); err != nil {
		return []fact{{"error", err.Error()}}
	}
	return all
}

// flatten reads one value and notes what it holds.
func flatten(dec *json.Decoder, key string, all *[]fact) error {
	token, err := dec.Token()
	if err != nil {
		return err
	}
	delim, nested := token.(json.Delim)
	if !nested {
		*all = append(*all, fact{key, fmt.Sprint(token)})
		return nil
	}
	for i := 0; dec.More(); i++ {
		name := fmt.Sprint(i + 1)
		if delim == '{' {
			if token, err = dec.Token(); err != nil {
				return err
			}
			name = fmt.Sprint(token)
		}
		if key != "" {
			name = key + "." + name
		}
		if err := flatten(dec, name, all); err != nil {
			return err
		}
	}
	_, err = dec.Token() // the closing bracket
	return err
}
