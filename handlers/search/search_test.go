package search_test

import (
	"net/http"
	"net/url"
	"testing"

	"carddeck/web/auth"
	"carddeck/web/webtest"
)

func TestSearchTakesAValueAsItWasCopied(t *testing.T) {
	app := webtest.New(t)
	app.Tutorial()
	b := app.As(auth.Support)
	card, err := app.Program.Card(t.Context(), webtest.CardToken)
	if err != nil {
		t.Fatal(err)
	}
	for _, query := range []string{card.LastFour, "•• " + card.LastFour, "**" + card.LastFour, ` "` + webtest.CardToken + `", `} {
		got := b.Get("/search?q=" + url.QueryEscape(query)).Status(http.StatusSeeOther).To()
		if got != "/cards/"+webtest.CardToken {
			t.Errorf("%q leads to %s", query, got)
		}
	}
}

func TestSearchOffersTheMeaningOfACode(t *testing.T) {
	b := webtest.New(t).As(auth.Support)
	for query, path := range map[string]string{"1016": "/codes/response/1016", "(1016)": "/codes/response/1016", "closed_account": "/codes/reason/CLOSED_ACCOUNT"} {
		if got := b.Get("/search?q=" + url.QueryEscape(query)).Status(http.StatusSeeOther).To(); got != path {
			t.Errorf("%q leads to %s", query, got)
		}
	}
	b.Get("/search?q=1999").Status(http.StatusOK).Has(".empty h2", "Nothing found")
}

func TestSearchSaysWhatItDoesNotLookFor(t *testing.T) {
	b := webtest.New(t).As(auth.Support)
	for _, query := range []string{"Ada Lindqvist", "12.25", "<script>", "%", "•• "} {
		b.Get("/search?q="+url.QueryEscape(query)).Status(http.StatusOK).Has(".empty h2", "Nothing found").
			Has(".empty p", "does not look for names").Lacks("main script")
	}
	b.Get("/search?q=").Has(".empty h2", "Search for anything")
}
