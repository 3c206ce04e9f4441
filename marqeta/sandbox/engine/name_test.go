package engine_test

import (
	"testing"

	"carddeck/marqeta/sandbox/engine"
)

func TestCompareNames(t *testing.T) {
	t.Parallel()
	file := engine.Name{First: "Ada", Middle: "Augusta", Last: "King Noel"}
	for _, c := range []struct {
		given, file engine.Name
		want        string
	}{
		{engine.Name{}, file, "0000"},
		{file, engine.Name{}, "0000"},
		{file, file, "3333"},
		{engine.Name{First: "ADA", Last: "kingnoel"}, file, "3033"},
		{engine.Name{First: "A.", Last: "King Noel"}, file, "2032"},
		{engine.Name{First: "Bob", Middle: "Augusta", Last: "King"}, file, "1321"},
		{engine.Name{Middle: "."}, file, "0000"},
	} {
		if got := engine.CompareNames(c.given, c.file); got != c.want {
			t.Errorf("CompareNames(%+v) = %s, want %s", c.given, got, c.want)
		}
	}
}
