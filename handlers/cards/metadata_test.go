package cards_test

import (
	"maps"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"carddeck/handlers/cards"
	"carddeck/marqeta"
)

func TestParseMetadata(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text string
		want marqeta.Metadata
	}{
		{"", marqeta.Metadata{}},
		{"desk=7", marqeta.Metadata{"desk": "7"}},
		{" desk = 7 \r\n\r\n  note=\r\n", marqeta.Metadata{"desk": "7", "note": ""}},
		{"sum=a=b", marqeta.Metadata{"sum": "a=b"}},
		{`a\=b=c`, marqeta.Metadata{"a=b": "c"}},
		{`path=C:\dir\\new\n`, marqeta.Metadata{"path": "C:\\dir\\new\n"}},
		{"<b>=\u202e", marqeta.Metadata{"<b>": "\u202e"}},
	} {
		got, wrong := cards.ParseMetadata(c.text)
		if wrong != "" || !maps.Equal(got, c.want) {
			t.Errorf("parse %q: got %q %q, want %q", c.text, got, wrong, c.want)
		}
	}
}

func TestParseMetadataSaysWhichLineIsWrong(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ text, want string }{
		{"desk=7\nnonsense", "Line 2 is not name=value."},
		{"\n=7", "Line 2 has no name before the equals sign."},
		{"a=1\nb=2\na=3", "Line 3 repeats the name a."},
		{"a=" + strings.Repeat("ä", 256), "Line 1 is too long: 255 characters for a name and as many for a value."},
		{strings.Repeat("a", 256) + "=1", "Line 1 is too long: 255 characters for a name and as many for a value."},
		{many(21), "At most 20 pairs."},
	} {
		if _, got := cards.ParseMetadata(c.text); got != c.want {
			t.Errorf("parse %.40q: got %q, want %q", c.text, got, c.want)
		}
	}
	if _, wrong := cards.ParseMetadata(many(20)); wrong != "" {
		t.Errorf("parse 20 pairs: got %q", wrong)
	}
}

// many writes n pairs.
func many(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.Repeat("x", i+1) + "=1\n")
	}
	return b.String()
}

// What is written into the form and sent back unchanged must not change the card.
func TestMetadataSurvivesTheForm(t *testing.T) {
	t.Parallel()
	text := rapid.Map(rapid.StringMatching(`[a-z\\=än\n\rr "<]{0,12}`), func(s string) string { return strings.Trim(s, " ") })
	rapid.Check(t, func(t *rapid.T) {
		pairs := marqeta.Metadata(rapid.MapOfN(text.Filter(func(s string) bool { return s != "" }), text, 0, 20).Draw(t, "pairs"))
		got, wrong := cards.ParseMetadata(cards.MetadataText(pairs))
		if wrong != "" || !maps.Equal(got, pairs) {
			t.Fatalf("got %q %q, want %q; written %q", got, wrong, pairs, cards.MetadataText(pairs))
		}
	})
}
