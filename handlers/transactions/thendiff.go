package transactions

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"

	views "carddeck/views/transactions"
	"carddeck/views/ui"
)

// setting is one thing that can be compared: what it is, and how it stood. A value that
// is empty was not there.
type setting struct{ name, value string }

// differences lays two lists of settings side by side, in the order of the first with what
// only the second has behind it.
func differences(then, now []setting) []views.ThenRow {
	values := map[string]string{}
	for _, s := range now {
		values[s.name] = s.value
	}
	var out []views.ThenRow
	seen := map[string]bool{}
	for _, s := range slices.Concat(then, now) {
		if seen[s.name] {
			continue
		}
		seen[s.name] = true
		was := ""
		if i := slices.IndexFunc(then, func(t setting) bool { return t.name == s.name }); i >= 0 {
			was = then[i].value
		}
		out = append(out, side(s.name, was, values[s.name]))
	}
	return out
}

func side(name, then, now string) views.ThenRow {
	row := views.ThenRow{Name: name, Then: then, Now: now, Mark: ui.Mark{Tone: ui.Plain, Icon: "ok", Text: "Same"}}
	switch {
	case then == now:
	case then == "":
		row.Mark = ui.Mark{Tone: ui.Caution, Icon: "plus", Text: "New since"}
	case now == "":
		row.Mark = ui.Mark{Tone: ui.Caution, Icon: "x", Text: "Gone since"}
	default:
		row.Mark = ui.Mark{Tone: ui.Caution, Icon: "edit", Text: "Changed"}
	}
	return row
}

// unknown is a row whose past was not captured.
func unknown(name, why, now string) views.ThenRow {
	return views.ThenRow{Name: name, Then: why, Now: now, Mark: ui.Mark{Tone: ui.Plain, Icon: "unknown", Text: "Not captured"}}
}

// flat writes a JSON object's members as settings, each under its path, in order. What is
// no object gives none.
func flat(text []byte) []setting {
	var members map[string]any
	if json.Unmarshal(text, &members) != nil {
		return nil
	}
	var out []setting
	spread("", members, &out)
	return out
}

func spread(path string, members map[string]any, out *[]setting) {
	for _, name := range slices.Sorted(maps.Keys(members)) {
		at := name
		if path != "" {
			at = path + "." + name
		}
		switch v := members[name].(type) {
		case nil:
		case map[string]any:
			spread(at, v, out)
		case bool:
			*out = append(*out, setting{at, map[bool]string{true: "yes", false: "no"}[v]})
		case string:
			*out = append(*out, setting{at, ui.Name(v)})
		case float64:
			*out = append(*out, setting{at, strconv.FormatFloat(v, 'f', -1, 64)})
		default:
			text, _ := json.Marshal(v) // it came from JSON
			*out = append(*out, setting{at, string(text)})
		}
	}
}
